from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.expressions import Combinable, RawSQL

from escale.journal.models import JournalEntry
from escale.kernel.many import texts


def lines_to_forget() -> QuerySet[JournalEntry]:
    """Older than the journal is kept, on the clock that dated them."""
    limit = RawSQL("now() - make_interval(months => %s)", [settings.JOURNAL_MONTHS])
    return JournalEntry.objects.filter(at__lt=limit)


def entries_about(about: str) -> QuerySet[JournalEntry]:
    """What happened to one thing, newest first."""
    return JournalEntry.objects.filter(about=about).order_by("-id")


def last_changes(
    abouts: Sequence[str], verbs: Sequence[str]
) -> dict[tuple[str, str], JournalEntry]:
    """The entry that last changed each field of each of these, by (about, field)."""
    entries = JournalEntry.objects.filter(about__in=texts(abouts), verb__in=verbs).order_by("id")
    return {(entry.about, field): entry for entry in entries.iterator() for field in entry.changes}


def last_entries(
    abouts: Sequence[str], verbs: Sequence[str], *, since: Combinable
) -> dict[str, JournalEntry]:
    """The last entry about each of these, where one was written since that moment."""
    entries = JournalEntry.objects.filter(about__in=texts(abouts), verb__in=verbs, at__gte=since)
    return {entry.about: entry for entry in entries.order_by("about", "-id").distinct("about")}
