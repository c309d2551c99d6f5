from dataclasses import replace

from django.db import transaction

from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.imports.errors import ImportNotReady, dotation_unknown, row_changed_since
from escale.imports.models import Import
from escale.imports.queries import WrittenRow, lock_import, modified_rows, written_rows
from escale.imports.rows import keep_rows
from escale.imports.states import ImportEvent, next_status
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.kernel.errors import DomainError


@transaction.atomic
def restore_contacts(*, actor: Actor, import_id: int) -> Import:
    """Each dotation gets back the contact it had, with the mails that follow from it.

    Not one that was activated, whose account holds its address, or that was changed again since:
    those are listed with the reason.
    """
    imported = lock_import(import_id)
    if imported is None:
        raise ImportNotReady
    status = next_status(imported.status, ImportEvent.UNDONE)
    if status is None:
        return imported
    rows = written_rows(modified_rows(imported))
    by_import = replace(actor, door=Door.IMPORT)
    done = correct_contacts(
        actor=by_import,
        wanted=[_wanted(row) for row in rows],
        verb="contact-restored",
    )
    kept = [row for row in rows if row.dotation_id not in done.done]
    keep_rows({row: _reason(done.refused.get(row.dotation_id)) for row in kept})
    imported.status = status
    imported.restored = len(done.done)
    imported.mails_of_undo = done.mails
    imported.undone_at = clock.now()
    imported.undone_by = actor.label
    imported.busy_since = None
    imported.save()
    record(
        actor=by_import,
        verb="import-undone",
        about=imported.order.about,
        client_id=imported.client_id,
        changes={
            "import": ("", str(imported.pk)),
            "restored": ("", str(imported.restored)),
            "mails": ("", str(imported.mails_of_undo)),
        },
    )
    return imported


def _wanted(row: WrittenRow) -> WantedContact:
    return WantedContact(row.dotation_id, row.former_contact, present=row.contact)


def _reason(refused: DomainError | None) -> str:
    if refused is None:
        return str(dotation_unknown())
    if refused.code == "contact-changed-meanwhile":
        return row_changed_since()
    return str(refused)
