from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from escale.journal.models import JournalEntry
from escale.journal.wording import verbs_of


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """What somebody looks for in a journal; texts, as a form gives them and a row keeps them.

    `since` and `until` are days, both included (« 2026-11-23 »); `about` is empty for all.
    """

    since: str = ""
    until: str = ""
    door: str = ""
    who: str = ""
    act: str = ""
    about: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.since or self.until or self.door or self.who or self.act)


def entries_of_client(client_id: int, wanted: WantedEntries) -> QuerySet[JournalEntry]:
    """Newest first, about anything: what `about` is made of, packages above know."""
    entries = JournalEntry.objects.filter(client_id=client_id).order_by("-id")
    if wanted.since:
        entries = entries.filter(at__gte=_moment(wanted.since, time.min))
    if wanted.until:
        entries = entries.filter(at__lte=_moment(wanted.until, time.max))
    if wanted.door:
        entries = entries.filter(door=wanted.door)
    if wanted.who:
        entries = entries.filter(actor__icontains=wanted.who)
    if wanted.act:
        entries = entries.filter(verb__in=verbs_of(wanted.act))
    return entries


def _moment(day: str, at: time) -> datetime:
    return make_aware(datetime.combine(date.fromisoformat(day), at))
