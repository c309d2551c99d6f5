"""Which corrections their author may still take back, and what they replaced: the journal knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models.functions import Now

from escale.dotations.contact import Contact
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.journal.queries import last_entries
from escale.kernel.emails import same_address

UNDONE_WITHIN = timedelta(minutes=10)
CORRECTED = "contact-corrected"
UNDONE = "correction-undone"
# Whatever changed a contact since, by any door, stands between a correction and its undoing.
CHANGES = (CORRECTED, UNDONE, "contact-restored", "address-adopted")


@dataclass(frozen=True, slots=True)
class FormerContact(Contact):
    """What « Annuler » would give back, and until when it may."""

    until: datetime


class Corrected(Protocol):
    """What is looked at: a dotation, or a row of a table."""

    @property
    def id(self) -> int: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...


def former_contacts(rows: Iterable[Corrected], *, user_id: int | None) -> dict[int, FormerContact]:
    """By dotation, the contact that this person's correction, the last one, has just replaced.

    Typed on screen within UNDONE_WITHIN; an import is undone as a whole. One query.
    """
    shown = {_about(row): row for row in rows}
    entries = _last_changes(shown)
    return {
        row.id: contact
        for about, row in shown.items()
        if (entry := entries.get(about)) and (contact := _replaced(entry, row, user_id))
    }


def is_just_undone(row: Corrected, *, user_id: int | None) -> bool:
    """Whether the last thing that happened to its contact is that this person took it back."""
    entry = _last_changes([_about(row)]).get(_about(row))
    return entry is not None and entry.verb == UNDONE and entry.user_id == user_id


def last_change(row: Corrected) -> JournalEntry | None:
    """Who changed its contact last, and when, by whichever door."""
    changed = JournalEntry.objects.filter(about=_about(row), verb__in=CHANGES)
    return changed.order_by("-id").first()


def _about(row: Corrected) -> str:
    return f"dotation:{row.id}"


def _last_changes(abouts: Iterable[str]) -> dict[str, JournalEntry]:
    return last_entries(list(abouts), CHANGES, since=Now() - UNDONE_WITHIN)


def _replaced(entry: JournalEntry, row: Corrected, user_id: int | None) -> FormerContact | None:
    if entry.verb != CORRECTED or entry.user_id != user_id or entry.door != Door.SCREEN:
        return None
    old_email, email = entry.changes.get("email", (row.email, row.email))
    old_phone, phone = entry.changes.get("phone", (row.phone, row.phone))
    is_present = same_address(email, row.email) and phone == row.phone
    until = entry.at + UNDONE_WITHIN
    return FormerContact(old_email, old_phone, until) if is_present else None
