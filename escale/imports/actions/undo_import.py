from django.db import transaction

from escale.clients.turns import turn_of
from escale.imports.actions.confirm_import import ROWS_AT_ONCE
from escale.imports.actions.restore_contacts import restore_contacts
from escale.imports.deferred import UNDO_IMPORT
from escale.imports.errors import ImportBusy, ImportNotReady, UndoTooLate
from escale.imports.models import Import
from escale.imports.queries import can_be_undone, lock_import
from escale.imports.states import ImportEvent, ImportStatus, next_status
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.languages import present_language


@transaction.atomic
def undo_import(*, actor: Actor, import_id: int) -> Import:
    """« Annuler cet import », within 24 hours; a second click changes nothing.

    Raises ImportBusy, ImportNotReady or UndoTooLate.
    """
    imported = lock_import(import_id)
    if imported is None:
        raise ImportNotReady
    if imported.status in (ImportStatus.UNDOING, ImportStatus.UNDONE):
        return imported
    if imported.is_busy:
        raise ImportBusy
    status = next_status(imported.status, ImportEvent.UNDO_ASKED)
    if status is None:
        raise ImportNotReady
    if not can_be_undone(imported):
        raise UndoTooLate
    imported.status = status
    imported.refusal = ""
    imported.busy_since = clock.now()
    imported.save(update_fields=["status", "refusal", "busy_since"])
    if imported.modified <= ROWS_AT_ONCE:
        return restore_contacts(actor=actor, import_id=import_id)
    UNDO_IMPORT.configure(lock=turn_of(imported.client_id)).defer(
        import_id=import_id,
        actor_label=actor.label,
        user_id=actor.user_id,
        language=present_language(),
    )
    return imported
