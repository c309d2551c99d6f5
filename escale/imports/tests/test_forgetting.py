"""What is old or stalled is put away, save for what somebody is writing at that very moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from escale.clients.models import Member
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.fail_stalled_imports import fail_stalled_imports
from escale.imports.actions.forget_old_imports import forget_old_imports
from escale.imports.models import Import, ImportRow
from escale.imports.queries import lock_import
from escale.imports.states import ImportStatus, Verdict
from escale.imports.tests.factories import ImportFactory
from escale.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def imported() -> Import:
    imported = ImportFactory.create(refused=1)
    ImportRow.objects.create(imported=imported, row=2, verdict=Verdict.REFUSED)
    return imported


def elsewhere(act: Callable[[], int]) -> int:
    """On another connection."""

    def run() -> int:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_a_preview_that_is_being_confirmed_is_not_forgotten(
    alice: Member, imported: Import
) -> None:
    with transaction.atomic():
        confirm_import(actor=alice.actor, import_id=imported.pk)
        with time_machine.travel(clock.now() + timedelta(hours=25)):
            assert elsewhere(forget_old_imports) == 0
    imported.refresh_from_db()
    assert imported.status == ImportStatus.APPLIED
    assert imported.rows.count() == 1


def test_an_import_that_is_being_written_is_not_given_up(imported: Import) -> None:
    long_ago = clock.now() - timedelta(minutes=6)
    Import.objects.update(status=ImportStatus.APPLYING, busy_since=long_ago)
    with transaction.atomic():
        lock_import(imported.pk)
        assert elsewhere(fail_stalled_imports) == 0
    assert elsewhere(fail_stalled_imports) == 1
