from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from escale.dotations.actions.correct_contacts import (
    CorrectedContacts,
    WantedContact,
    correct_contacts,
)
from escale.dotations.errors import Braked
from escale.imports.errors import ImportNotReady, dotation_unknown
from escale.imports.models import Import
from escale.imports.queries import WrittenRow, lock_import, rows_to_apply, written_rows
from escale.imports.rows import keep_rows, refuse_rows
from escale.imports.states import ImportEvent, Verdict, next_status
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.kernel.errors import DomainError
from escale.kernel.many import collector_paused


@transaction.atomic
def apply_import(*, actor: Actor, import_id: int) -> Import:
    """All the modified rows in one transaction, by the rules and with the mails of the screen.

    Rows that changed since the preview are refused, and told. Run again, by another worker, it
    changes nothing.
    """
    imported = lock_import(import_id)
    if imported is None:
        raise ImportNotReady
    status = next_status(imported.status, ImportEvent.APPLIED)
    if status is None:
        return imported
    rows = written_rows(rows_to_apply(imported))
    by_import = replace(actor, door=Door.IMPORT)
    with collector_paused():
        done = correct_contacts(actor=by_import, wanted=[_wanted(row) for row in rows])
    conflicts = _conflicts(rows, done)
    refuse_rows(conflicts)
    keep_rows(_not_resent(rows, done))
    imported.status = status
    modified = sum(row.verdict == Verdict.MODIFIED for row in conflicts)
    imported.modified -= modified
    imported.refused += len(conflicts)
    imported.resent = sum(not plan.changes_anything for plan in done.done.values())
    imported.mails = done.mails
    imported.applied_at = clock.now()
    imported.busy_since = None
    imported.save()
    record(
        actor=by_import,
        verb="import-applied",
        about=imported.order.about,
        client_id=imported.client_id,
        changes=_figures(imported),
    )
    return imported


def _wanted(row: WrittenRow) -> WantedContact:
    contact = row.contact if row.verdict == Verdict.MODIFIED else None
    return WantedContact(row.dotation_id, contact, revision=row.revision)


def _conflicts(
    rows: Sequence[WrittenRow], done: CorrectedContacts
) -> Mapping[WrittenRow, DomainError]:
    """An unchanged row that cannot be resent any more stays what it is."""
    return {
        row: done.refused.get(row.dotation_id) or dotation_unknown()
        for row in rows
        if row.dotation_id not in done.done and row.verdict == Verdict.MODIFIED
    }


def _not_resent(rows: Sequence[WrittenRow], done: CorrectedContacts) -> dict[WrittenRow, str]:
    """Unchanged rows that were written to lately, or too often: told, not refused."""
    refused = {row: done.refused.get(row.dotation_id) for row in rows}
    return {row: str(error) for row, error in refused.items() if isinstance(error, Braked)}


def _figures(imported: Import) -> dict[str, tuple[str, str]]:
    figures = {
        "import": imported.pk,
        "file": imported.file_name,
        "modified": imported.modified,
        "unchanged": imported.unchanged,
        "refused": imported.refused,
        "resent": imported.resent,
        "mails": imported.mails,
    }
    return {name: ("", str(value)) for name, value in figures.items()}
