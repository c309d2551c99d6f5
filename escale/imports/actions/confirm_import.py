from django.db import transaction

from escale.clients.turns import turn_of
from escale.imports.actions.apply_import import apply_import
from escale.imports.deferred import APPLY_IMPORT
from escale.imports.errors import ImportBusy, ImportNotReady, PreviewExpired
from escale.imports.models import Import
from escale.imports.queries import lock_import
from escale.imports.states import DONE, ImportEvent, ImportStatus, next_status
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.languages import present_language

# Written while the person waits; beyond, a job does it and the page follows.
ROWS_AT_ONCE = 2_000


@transaction.atomic
def confirm_import(*, actor: Actor, import_id: int, resends_unchanged: bool = False) -> Import:
    """Apply what was previewed; a second click changes nothing.

    Raises ImportBusy, ImportNotReady or PreviewExpired.
    """
    imported = lock_import(import_id)
    if imported is None:
        raise ImportNotReady
    if imported.status in DONE or imported.status == ImportStatus.APPLYING:
        return imported
    if imported.is_busy:
        raise ImportBusy
    if imported.is_expired:
        raise PreviewExpired
    status = next_status(imported.status, ImportEvent.CONFIRMED)
    if status is None:
        raise ImportNotReady
    imported.status = status
    imported.resends_unchanged = resends_unchanged
    imported.refusal = ""
    imported.busy_since = clock.now()
    imported.save(update_fields=["status", "resends_unchanged", "refusal", "busy_since"])
    if imported.modified + (imported.unchanged if resends_unchanged else 0) <= ROWS_AT_ONCE:
        return apply_import(actor=actor, import_id=import_id)
    APPLY_IMPORT.configure(lock=turn_of(imported.client_id)).defer(
        import_id=import_id,
        actor_label=actor.label,
        user_id=actor.user_id,
        language=present_language(),
    )
    return imported
