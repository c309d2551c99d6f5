from pathlib import Path

from django.db import transaction

from escale.imports.actions.apply_import import apply_import
from escale.imports.actions.open_import import open_import
from escale.imports.actions.store_preview import store_preview
from escale.imports.models import Import
from escale.imports.previewing import Sent, preview_file
from escale.imports.states import ImportEvent, next_status
from escale.journal.actor import Actor
from escale.orders.models import Order
from escale.workbooks.headers import NO_ANSWERS, Answers
from escale.workbooks.limits import CORRECTION_LIMITS, Limits


@transaction.atomic
def import_file(
    *,
    actor: Actor,
    order: Order,
    path: Path,
    limits: Limits = CORRECTION_LIMITS,
    answers: Answers = NO_ANSWERS,
) -> Import:
    """Preview and apply a file at once, for who runs a command. Raises what refuses it whole."""
    preview = preview_file(order, path, sent=Sent(answers=answers), limits=limits)
    imported = open_import(actor=actor, order=order, file_name=path.name)
    store_preview(import_id=imported.pk, preview=preview)
    imported.refresh_from_db()
    imported.status = next_status(imported.status, ImportEvent.CONFIRMED) or imported.status
    imported.save(update_fields=["status"])
    return apply_import(actor=actor, import_id=imported.pk)
