from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from escale.journal.actions.erase_payloads import erase_payloads
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM, Actor, Door
from escale.journal.models import JournalChange, JournalEntry
from escale.journal.purposes import Purpose, state_purpose
from escale.kernel import clock

pytestmark = pytest.mark.django_db
CLIENT = 7
YOUNG, OLD = timedelta(days=170), timedelta(days=190)


@pytest.fixture
def entry() -> JournalEntry:
    return record(
        actor=Actor("Zoé Martin", Door.BENEFICIARY),
        verb="address-adopted",
        about="dotation:1",
        client_id=CLIENT,
        changes={"email": ("a@yopmail.example", "b@yopmail.example")},
    )


@pytest.fixture
def change() -> JournalChange:
    return JournalChange.objects.create(
        role="psql",
        operation="UPDATE",
        client_id=CLIENT,
        abouts=["dotation:1", "dotation:2"],
        changes={"email": ["a@yopmail.example", "b@yopmail.example"]},
        is_first=False,
    )


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["journal_journalentry", "journal_journalchange"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET client_id = 8", "UPDATE {} SET changes = '{{}}'", "DELETE FROM {}"],
)
@pytest.mark.parametrize("purpose", [None, *Purpose])
def test_the_database_refuses_to_change_the_past(
    entry: JournalEntry, change: JournalChange, table: str, statement: str, purpose: Purpose | None
) -> None:
    state_purpose(purpose)
    refused(statement.format(table))


@pytest.mark.parametrize("table", ["journal_journalentry", "journal_journalchange"])
def test_the_database_refuses_to_empty_the_journal(table: str) -> None:
    state_purpose(Purpose.PURGE)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_no_truncate")
    refused(f"TRUNCATE {table}")


@pytest.mark.parametrize(
    ("age", "purpose", "goes"),
    [
        (OLD, Purpose.PURGE, True),
        (YOUNG, Purpose.PURGE, False),
        (OLD, None, False),
        (OLD, Purpose.ERASE, False),
    ],
)
def test_only_what_is_old_may_be_purged(
    age: timedelta, purpose: Purpose | None, goes: bool
) -> None:
    JournalEntry.objects.create(
        at=clock.now() - age, actor="Escale", door=Door.SYSTEM, verb="signed-in", about="user:1"
    )
    state_purpose(purpose)
    if goes:
        JournalEntry.objects.all().delete()
        assert not JournalEntry.objects.exists()
    else:
        refused("DELETE FROM journal_journalentry")


def test_a_line_about_a_client_s_thing_names_the_client() -> None:
    with pytest.raises(IntegrityError, match="journal_names_the_client"), transaction.atomic():
        record(actor=SYSTEM, verb="order-created", about="order:1")
    record(actor=SYSTEM, verb="mail-suspended", about="mail:all")


def test_a_person_is_erased_from_the_past(entry: JournalEntry, change: JournalChange) -> None:
    other = record(actor=SYSTEM, verb="order-created", about="order:1", client_id=CLIENT)
    assert erase_payloads(abouts=["dotation:1", "dotation:3"]) == 2
    entry.refresh_from_db()
    change.refresh_from_db()
    assert entry.changes == change.changes == {"email": ["effacé", "effacé"]}
    assert entry.actor == "effacé"
    assert entry.verb == "address-adopted"
    assert JournalEntry.objects.get(pk=other.pk).actor == "Escale"


def test_the_permission_to_erase_ends_with_it(entry: JournalEntry) -> None:
    erase_payloads(abouts=["dotation:9"])
    refused("UPDATE journal_journalentry SET changes = journal_erased(changes)")
