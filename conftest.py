import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.personas"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """After a test that commits, every table is emptied: here the journal lets that happen."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE TRIGGER journal_append_only"
            " BEFORE UPDATE OR DELETE ON journal_journalentry"
            " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change()"
        )
