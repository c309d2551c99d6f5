"""Rows of a file exported before somebody corrected them: never overwritten (B2).

A file does not say when it was exported. It is outdated where it brings back the very value that
the last correction replaced; undoing is no such correction.
"""

from collections.abc import Sequence

from escale.exchange.columns import EMAIL, PHONE, FileColumn
from escale.imports.errors import cell_outdated
from escale.imports.judging import JudgedRow, Refusal
from escale.journal.models import JournalEntry
from escale.journal.queries import last_changes
from escale.kernel.dates import french_date
from escale.kernel.emails import same_address
from escale.kernel.phones import national_digits

UNDOING = ("contact-restored", "correction-undone")
VERBS = ("contact-corrected", *UNDOING)


def refuse_outdated(modified: Sequence[JudgedRow]) -> None:
    """Refuse those of the modified rows that hold a former value."""
    changes = last_changes([row.present.about for row in modified if row.present], VERBS)
    for row in modified:
        refusals = []
        present, contact = row.present, row.contact
        if present is None or contact is None:
            continue
        entry = changes.get((present.about, EMAIL.key))
        if entry and row.has_new_email and _brings_back(entry, EMAIL, present.email, contact.email):
            refusals.append(_refusal(entry, EMAIL, contact.email, present.email))
        entry = changes.get((present.about, PHONE.key))
        if entry and row.has_new_phone and _brings_back(entry, PHONE, present.phone, contact.phone):
            new, held = national_digits(contact.phone), national_digits(present.phone)
            refusals.append(_refusal(entry, PHONE, new, held))
        if refusals:
            row.refuse(refusals)


def _brings_back(entry: JournalEntry, column: FileColumn, present: str, wanted: str) -> bool:
    old, new = entry.changes[column.key]
    return entry.verb not in UNDOING and same_address(old, wanted) and same_address(new, present)


def _refusal(entry: JournalEntry, column: FileColumn, value: str, present: str) -> Refusal:
    return Refusal.of(column, value, cell_outdated(french_date(entry.at), entry.actor, present))
