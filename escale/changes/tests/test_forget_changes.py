"""What open pages were told long ago is forgotten, and no more."""

from datetime import timedelta

import pytest

from escale.changes.actions.forget_changes import KEPT, forget_changes
from escale.changes.models import ClientChange
from escale.changes.queries import stamp_of
from escale.kernel import clock

pytestmark = pytest.mark.django_db


def test_old_ones_are_forgotten() -> None:
    old = ClientChange.objects.create(client_id=1, transaction=1)
    ClientChange.objects.create(client_id=1, transaction=2)
    ClientChange.objects.filter(pk=old.pk).update(at=clock.now() - KEPT - timedelta(seconds=1))
    assert stamp_of(1) == "2.2"
    assert forget_changes() == 1
    assert stamp_of(1) == "2.1"
    assert forget_changes() == 0


def test_nobody_s_is_nought() -> None:
    assert stamp_of(1) == "0.0"
