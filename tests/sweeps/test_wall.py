"""T3, T4: the database itself keeps clients apart, whatever a page forgets to filter."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import StreamingHttpResponse

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.tenancy.scopes import CLIENT_ROLE, client_scope
from tests.pages import OF_MEMBERS, PAGES
from tests.paths import ROUTES, path_of
from tests.personas import SignIn
from tests.possessions import CANARY

# Of nobody in particular, or needed before it is known whose page it is.
WITHOUT_WALL = {
    "accounts_user_groups": "of Django, unused",
    "accounts_user_user_permissions": "of Django, unused",
    "demo_caughtmail": "the demonstration's own",
    "demo_restoring": "the demonstration's own",
    "inquiries_issuercontact": "the issuer's, shown to all",
    "orders_issuersettings": "the issuer's, shown to all",
    "orders_product": "the issuer's, shown to all",
}
OUR_TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("escale.")
)
WALLED = [table for table in OUR_TABLES if table not in WITHOUT_WALL]


def ask(sql: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def readable(table: str) -> str:
    """Its columns that a client may read at all."""
    columns = ask(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND has_column_privilege(%s, attrelid, attnum, 'SELECT')",
        table,
        CLIENT_ROLE,
    )
    return ", ".join(f'"{name}"' for (name,) in columns)


@pytest.mark.django_db
@pytest.mark.parametrize("table", OUR_TABLES)
def test_every_table_is_behind_the_wall(table: str) -> None:
    ((enabled, forced),) = ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table
    )
    assert (enabled, forced) == ((table not in WITHOUT_WALL),) * 2


@pytest.mark.django_db
def test_a_table_that_names_a_client_is_never_left_out() -> None:
    named = ask("SELECT table_name FROM information_schema.columns WHERE column_name = 'client_id'")
    assert {table for (table,) in named} & set(WITHOUT_WALL) == set()


@pytest.mark.django_db
def test_the_role_of_pages_can_go_round_nothing() -> None:
    ((superuser, bypasses, signs_in),) = ask(
        "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s", CLIENT_ROLE
    )
    assert (superuser, bypasses, signs_in) == (False, False, False)
    assert ask("SELECT 1 FROM pg_class WHERE relowner = %s::regrole", CLIENT_ROLE) == []


@pytest.mark.parametrize("table", WALLED)
def test_without_a_client_nothing_is_seen(theirs: Dotation, table: str) -> None:
    connection.cursor().execute(f"SET LOCAL ROLE {CLIENT_ROLE}")
    assert ask(f"SELECT count(*) FROM (SELECT {readable(table)} FROM {table}) AS row") == [(0,)]


@pytest.mark.parametrize("table", WALLED)
def test_another_client_s_rows_are_out_of_reach(
    alice: Member, theirs: Dotation, table: str
) -> None:
    """What alice has herself is another matter: her client, her place in it, how they began."""
    with client_scope(alice.client_id):
        seen = ask(f"SELECT {readable(table)} FROM {table}")
    assert CANARY.lower() not in str(seen).lower()
    hers = {
        "accounts_user": 1,
        "clients_client": 1,
        "clients_member": 1,
        "journal_journalchange": 2,
    }
    assert len(seen) == hers.get(table, 0)


def test_foreign_rows_are_neither_changed_nor_removed_nor_added(
    alice: Member, theirs: Dotation
) -> None:
    with client_scope(alice.client_id), connection.cursor() as cursor:
        cursor.execute("UPDATE dotations_dotation SET email = 'x' WHERE id = %s", [theirs.pk])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM ordering_draft")
        assert cursor.rowcount == 0
        for statement, whose in (
            (
                'INSERT INTO exchange_columnhabit (client_id, title, "column", said_by)'
                " VALUES (%s, 'x', '', 'x')",
                theirs.client_id,
            ),
            (
                "INSERT INTO orders_orderline (order_id, kind, quantity, amount)"
                " VALUES (%s, 'commission', 1, 1)",
                theirs.order_id,
            ),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                cursor.execute(statement, [whose])


FILTER = re.compile(r'("\w+"\.)?"?client_id"? = %s')
Execute = Callable[..., Any]


@contextmanager
def filters_removed() -> Iterator[set[str]]:
    """Every condition on the client holds for any row; yields the statements that had one."""
    changed = set()

    def forget(execute: Execute, sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
        if FILTER.search(sql):
            changed.add(sql)
            sql = FILTER.sub("%s::bigint IS NOT NULL", sql)
        return execute(sql, values, many, context)

    with connection.execute_wrapper(forget):
        yield changed


MEMBERS_ROUTES = [route for route in ROUTES if PAGES[route.name] in OF_MEMBERS]


def shown_to(alice: Member, theirs: Dotation, sign_in: SignIn) -> tuple[bytes, int]:
    """All that the pages answer when no query filters any more, and how many queries did."""
    browser, shown = sign_in(alice), b""
    browser.raise_request_exception = False
    paths = [path_of(route, theirs) for route in MEMBERS_ROUTES]
    with filters_removed() as changed:
        for ask_for in (browser.get, browser.post):
            for path in paths:
                shown += content_of(ask_for(path))
    return shown, len(changed)


def content_of(answer: Any) -> bytes:  # the test browser's own kind
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return bytes(answer.content)


def test_pages_that_forget_to_filter_leak_nothing(
    alice: Member, theirs: Dotation, sign_in: SignIn
) -> None:
    shown, queries = shown_to(alice, theirs, sign_in)
    assert queries >= 20
    assert f"{CANARY}-".encode() not in shown
    assert theirs.email.encode() not in shown


def test_without_the_wall_they_would(
    alice: Member, theirs: Dotation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail."""
    monkeypatch.setattr("escale.tenancy.scopes.CLIENT_ROLE", "escale_system")
    shown, _queries = shown_to(alice, theirs, sign_in)
    assert f"{CANARY}-".encode() in shown
