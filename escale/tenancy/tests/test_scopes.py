"""The second wall, seen by the roles that stand behind it (T3)."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from escale.tenancy.scopes import CLIENT_ROLE, client_scope, member_scope, system_scope

pytestmark = pytest.mark.django_db


def role_and_client() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('escale.client', true)")
        role, client = cursor.fetchone()
    return role, client or ""


def test_a_scope_ends_where_it_ends() -> None:
    before = role_and_client()
    with client_scope(7):
        assert role_and_client() == (CLIENT_ROLE, "7")
        with system_scope():
            assert role_and_client() == ("escale_system", "")
        assert role_and_client() == (CLIENT_ROLE, "7")
    assert role_and_client() == before


def test_a_failure_ends_it_too() -> None:
    before = role_and_client()
    with pytest.raises(DatabaseError), client_scope(7), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    assert role_and_client() == before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_on_the_connection() -> None:
    before = role_and_client()
    with client_scope(7):
        assert not transaction.get_autocommit()
    assert role_and_client() == before


def test_a_person_of_no_client_is_nobody() -> None:
    with member_scope(0):
        assert role_and_client() == (CLIENT_ROLE, "")
