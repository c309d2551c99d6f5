import pytest
from django.db import DatabaseError, connection, transaction

from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_journalentry SET actor = 'somebody else'",
        "DELETE FROM journal_journalentry",
        "TRUNCATE journal_journalentry",
    ],
)
def test_the_database_refuses_to_change_the_past(statement: str) -> None:
    record(actor=SYSTEM, verb="order-created", about="order:1")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_journalentry ENABLE TRIGGER journal_no_truncate")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert JournalEntry.objects.get().actor == "Escale"
