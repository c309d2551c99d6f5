"""« Réinitialiser » erases all: the demonstration keeps away from a database that is in use."""

import pytest

from escale.clients.models import Client
from escale.clients.tests.factories import ClientFactory
from escale.demo.preparation import FIRST_CLIENT, load_missing_guide
from escale.local.errors import LocalError

pytestmark = pytest.mark.django_db


def test_somebody_s_own_clients_are_left_alone() -> None:
    ClientFactory.create(code="7654321")
    with pytest.raises(LocalError, match="DATABASE_URL"):
        load_missing_guide()
    assert [client.code for client in Client.objects.all()] == ["7654321"]


def test_an_empty_database_gets_the_guide_and_a_demonstration_s_keeps_it() -> None:
    load_missing_guide()
    ClientFactory.create(code="7654321")
    load_missing_guide()
    assert Client.objects.filter(code=FIRST_CLIENT).exists()
