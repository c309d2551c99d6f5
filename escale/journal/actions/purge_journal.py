from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalChange, JournalEntry
from escale.journal.purposes import Purpose, state_purpose

# In one transaction: short, whatever a year holds.
BATCH = 5_000


def purge_journal() -> int:
    """Forget lines and changes older than JOURNAL_MONTHS; how many. Says so in the journal.

    Run again after a worker's death, it goes on.
    """
    before = _limit()
    purged = sum(_purged(model, before) for model in (JournalEntry, JournalChange))
    if purged:
        changes = {"rows": ("", str(purged)), "before": ("", before.date().isoformat())}
        record(actor=SYSTEM, verb="journal-purged", about="journal:all", changes=changes)
    return purged


def _limit() -> datetime:
    """On the clock that dated the lines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() - make_interval(months => %s)", [settings.JOURNAL_MONTHS])
        limit: datetime = cursor.fetchone()[0]
    return limit


def _purged(model: type[JournalEntry | JournalChange], before: datetime) -> int:
    total = 0
    while count := _purge_some(model, before):
        total += count
    return total


@transaction.atomic
def _purge_some(model: type[JournalEntry | JournalChange], before: datetime) -> int:
    state_purpose(Purpose.PURGE)
    rows = model._default_manager.all()
    old = rows.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:BATCH]
    count, _by_model = rows.filter(pk__in=old).delete()
    state_purpose(None)
    return count
