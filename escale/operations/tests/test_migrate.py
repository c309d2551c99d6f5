"""`migrate` gives up a table that is in use, lets others pass and tries again; and goes back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from escale.operations.management.commands import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# The second adds a column.
BEFORE, AFTER = "zero", "0001_more_columns"


@pytest.fixture(autouse=True)
def _before(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """A next version's migration, of a package that has none yet."""
    settings.MIGRATION_MODULES = {"operations": "tests.rig.next_version.migrations"}
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(migrate, "TRIES", 3)
    yield
    migrated(BEFORE)


def migrated(name: str) -> str:
    """What was said meanwhile."""
    said = StringIO()
    call_command("migrate", "operations", name, verbosity=0, stderr=said)
    return said.getvalue()


@contextmanager
def somebody_reading() -> Iterator[psycopg.Connection]:
    told = connection.get_connection_params()
    place = {name: told[name] for name in ("host", "port", "user", "dbname") if told.get(name)}
    with psycopg.connect(**place) as reader:
        reader.execute("LOCK TABLE dotations_dotation IN ACCESS SHARE MODE")
        yield reader


def is_there() -> bool:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "dotations_dotation")
    return "nickname" in {column.name for column in columns}


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(cursor.fetchone()[0])


def test_once_nobody_reads_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = lock_timeout()
    with somebody_reading() as reader:
        monkeypatch.setattr(time, "sleep", lambda _seconds: reader.rollback())
        assert migrated(AFTER).count("nouvel essai") == 1
    assert is_there()
    assert migrated(BEFORE) == ""
    assert not is_there()
    assert lock_timeout() == before


def test_somebody_reads_all_the_time() -> None:
    with somebody_reading(), pytest.raises(CommandError, match="rien n’a été changé à demi"):
        migrated(AFTER)
    assert not is_there()
    assert migrated(AFTER) == ""
    assert is_there()
