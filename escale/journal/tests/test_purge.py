from datetime import timedelta

import pytest
from pytest_django import Settings

from escale.journal.actions import purge_journal as purging
from escale.journal.actions.purge_journal import purge_journal
from escale.journal.actor import Door
from escale.journal.models import JournalChange, JournalEntry
from escale.kernel import clock

pytestmark = pytest.mark.django_db


def entry(days: int) -> JournalEntry:
    return JournalEntry.objects.create(
        at=clock.now() - timedelta(days=days),
        actor="Escale",
        door=Door.SYSTEM,
        verb="signed-in",
        about="user:1",
    )


def test_a_year_is_kept_and_the_purge_says_what_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "BATCH", 2)
    kept = [entry(1), entry(360)]
    for _number in range(5):
        entry(370)
    JournalChange.objects.create(
        at=clock.now() - timedelta(days=370),
        role="r",
        operation="DELETE",
        abouts=[],
        is_first=False,
    )
    assert purge_journal() == 6
    *left, said = JournalEntry.objects.order_by("id")
    assert left == kept
    assert (said.verb, said.changes["rows"]) == ("journal-purged", ["", "6"])
    assert not JournalChange.objects.exists()


def test_nothing_old_is_nothing_said() -> None:
    entry(1)
    assert purge_journal() == 0
    assert JournalEntry.objects.count() == 1


def test_what_the_settings_allow_the_database_allows(settings: Settings) -> None:
    settings.JOURNAL_MONTHS = 6
    entry(190)
    assert purge_journal() == 1
