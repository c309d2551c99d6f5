"""Files of corrections are checked, and large ones applied and undone, away from the page."""

import logging
from collections.abc import Callable

from django.utils.translation import override
from procrastinate.contrib.django import app

from escale.imports.actions import apply_import as applying
from escale.imports.actions import check_import as checking
from escale.imports.actions import restore_contacts as restoring
from escale.imports.actions.fail_import import fail_import
from escale.imports.deferred import APPLY_IMPORT, CHECK_IMPORT, UNDO_IMPORT
from escale.imports.models import Import
from escale.jobs.mail import deliver_mail
from escale.journal.actor import Actor, Door
from escale.kernel.languages import FRENCH
from escale.tenancy.scopes import job_scope

logger = logging.getLogger(__name__)


@app.task(**CHECK_IMPORT.task)
def check_import(import_id: int, language: str = FRENCH) -> None:
    """What it says of the file is kept as sentences, in the language of who sent it."""
    with override(language), job_scope(Import, import_id):
        checking.check_import(import_id=import_id)


@app.task(**APPLY_IMPORT.task)
def apply_import(
    import_id: int, actor_label: str, user_id: int | None, language: str = FRENCH
) -> None:
    actor = Actor(actor_label, Door.IMPORT, user_id)
    with override(language):
        _write(import_id, lambda: applying.apply_import(actor=actor, import_id=import_id))


@app.task(**UNDO_IMPORT.task)
def undo_import(
    import_id: int, actor_label: str, user_id: int | None, language: str = FRENCH
) -> None:
    actor = Actor(actor_label, Door.IMPORT, user_id)
    with override(language):
        _write(import_id, lambda: restoring.restore_contacts(actor=actor, import_id=import_id))


def _write(import_id: int, action: Callable[[], Import]) -> None:
    """Whatever happens, the page that waits is told."""
    with job_scope(Import, import_id):
        try:
            action()
        except Exception:
            logger.exception("import %d failed: nothing was written", import_id)
            fail_import(import_id=import_id)
            return
    # A worker defers on a connection of its own: what the action deferred itself may have run
    # before its e-mails were committed.
    deliver_mail.defer()
