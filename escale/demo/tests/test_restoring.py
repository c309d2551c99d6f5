"""« Réinitialiser »: what the demonstration's own process does, and what the page asks of it."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from django.test import Client as Browser
from psycopg import sql

from escale.accounts.models import User
from escale.demo import restoring
from escale.demo.actions import restore_start as restoring_action
from escale.demo.actions.ask_restoring import ask_restoring
from escale.demo.actions.restore_start import restore_start
from escale.demo.models import CaughtMail, Restoring
from escale.demo.queries import is_restored, is_restoring_asked
from escale.demo.tests.factories import CaughtMailFactory
from escale.dotations.models import Dotation
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.slow

PAGE = "/boite-aux-lettres/reinitialiser/"


@pytest.fixture
def _with_the_journal_s_guard(transactional_db: None) -> Iterator[None]:
    """As in a real database: what tests.personas takes away for tests that commit."""
    trigger = "ALTER TABLE journal_journalentry {} TRIGGER journal_no_truncate"
    with connection.cursor() as cursor:
        cursor.execute(trigger.format("ENABLE"))
        yield
        for table in ("entry", "change"):
            cursor.execute(
                f"ALTER TABLE journal_journal{table} DISABLE TRIGGER journal_no_truncate"
            )


def everything() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if not name.startswith("django_")]
        counts = {}
        for table in sorted({*tables} - {"demo_restoring"}):
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.usefixtures("_with_the_journal_s_guard")
def test_everything_is_as_it_began() -> None:
    restore_start()
    start = everything()
    last_message = OutgoingMessage.objects.latest("id").pk
    Dotation.objects.filter(last_name="FERBACH").update(email="elsewhere@yopmail.example")
    CaughtMailFactory.create_batch(3)
    User.objects.create_user("somebody", "escale-demo-2026")
    asked = [ask_restoring(), ask_restoring()]
    assert asked[0] == asked[1]
    assert is_restoring_asked()

    restore_start()

    assert everything() == start
    ferbach = Dotation.objects.get(order=2800901, last_name="FERBACH")
    assert ferbach.email == "is-lef777@yottmail.example"
    assert CaughtMail.objects.get().refusal.startswith("550 5.1.2")
    assert JournalEntry.objects.exists()
    # What is written down of the former ones elsewhere means none of these.
    assert OutgoingMessage.objects.earliest("id").pk > last_message
    assert is_restored(asked[0].pk)
    assert not is_restoring_asked()


@pytest.mark.usefixtures("_with_the_journal_s_guard")
def test_a_page_under_way_ends_first_and_one_that_never_ends_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A long transaction reads a table; the start comes all the same."""
    monkeypatch.setattr(restoring_action, "POLITE_SECONDS", 0.2)
    reading, failed = threading.Event(), threading.Event()
    restored = threading.Event()

    def page() -> None:
        try:
            with transaction.atomic():
                User.objects.exists()
                reading.set()
                restored.wait(30)
                User.objects.exists()
        except Exception:
            failed.set()
        finally:
            connections.close_all()

    thread = threading.Thread(target=page)
    thread.start()
    reading.wait(10)
    restore_start()
    restored.set()
    thread.join(10)
    assert failed.is_set()
    assert Dotation.objects.filter(order=2800901).count() == 4


@pytest.mark.django_db
def test_the_page_asks_and_signs_everybody_out(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "is_restored", lambda _pk: True)
    client.cookies["visite"] = "3"
    assert "Réinitialiser la démonstration" in client.get(PAGE).content.decode()
    assert not Restoring.objects.exists()
    answer = client.post(PAGE)
    assert answer.headers["Location"] == "/connexion/"
    assert client.cookies["visite"].value == ""
    assert Restoring.objects.filter(done_at=None).count() == 1
    assert "revenue à son point de départ" in client.get("/connexion/").content.decode()


@pytest.mark.django_db
def test_without_anybody_to_do_it_the_page_says_so(client: Browser) -> None:
    page = client.post(PAGE, follow=True).content.decode()
    assert "La démonstration n’a pas répondu" in page
