"""`migrate` refuses a database of before the first release whole, and says what to do."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from escale.tenancy.history import FIRST, is_of_former_migrations

pytestmark = pytest.mark.django_db


def test_a_database_of_former_migrations_is_refused_whole() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*FIRST)
    recorder.record_applied("tenancy", "0001_roles")
    recorder.record_unapplied("activation", "0001_initial")
    before = recorder.applied_migrations().keys()

    with pytest.raises(CommandError, match=r"antérieure à la première.*«\u00a0make demo\u00a0»"):
        call_command("migrate", verbosity=0)

    assert recorder.applied_migrations().keys() == before


def test_a_database_of_this_version_is_not_former() -> None:
    assert not is_of_former_migrations(connection)


def test_one_where_nothing_of_ours_was_made_is_not_former() -> None:
    recorder = MigrationRecorder(connection)
    recorder.flush()
    assert not is_of_former_migrations(connection)
    recorder.record_applied("auth", "0001_initial")
    assert not is_of_former_migrations(connection)


def test_one_that_is_ahead_of_this_code_is_not_former() -> None:
    """Hosts are renewed one by one, and the way back must stay open."""
    MigrationRecorder(connection).record_applied("dotations", "0999_of_the_next_version")
    assert not is_of_former_migrations(connection)
    call_command("migrate", verbosity=0)
