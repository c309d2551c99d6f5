import time

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from psycopg.errors import LockNotAvailable

from escale.demo.actions.load_guide import load_guide
from escale.demo.models import Restoring

# What no visitor changes, and what tells them that it is done.
KEPT = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    Restoring._meta.db_table,
)
JOURNAL = ("journal_journalentry", "journal_journalchange")
POLITE_SECONDS = 2.0
PAUSE_SECONDS = 0.05


def restore_start() -> None:
    """Everything as `make demo` first showed it: data, mailbox, sessions, jobs, journal.

    For the owner of the tables alone, while no worker runs: the journal refuses everybody else.
    Identifiers go on from where they were, so that nothing old (a link, a note of what the relay
    took) means something new.
    """
    deadline = time.monotonic() + POLITE_SECONDS
    while not _is_restored():
        if time.monotonic() > deadline:
            _end_other_sessions()
        time.sleep(PAUSE_SECONDS)


def _is_restored() -> bool:
    """False where a page has begun to use a table: it is not cut off, it ends soon."""
    tables = _tables()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # All or none: a page that comes now waits for us, and nobody waits for each other.
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE NOWAIT")
            _empty(tables)
            load_guide()
            Restoring.waiting().update(done_at=Now())
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        return False
    return True


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = current_schema() AND tablename <> ALL(%s) ORDER BY 1",
            [list(KEPT)],
        )
        return [name for (name,) in cursor.fetchall()]


def _empty(tables: list[str]) -> None:
    with connection.cursor() as cursor:
        for table in JOURNAL:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER journal_no_truncate")
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for table in JOURNAL:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_no_truncate")


def _end_other_sessions() -> None:
    """A page that will not end, or what is left of a worker's: this is a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
