"""The life of an import: a file is previewed, applied, perhaps undone."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    CHECKING = "checking", _("en vérification")
    # The file as a whole cannot be used.
    REFUSED = "refused", _("refusé")
    # Previewed: nothing is written or sent before it is confirmed.
    READY = "ready", _("à valider")
    APPLYING = "applying", _("en cours d’application")
    APPLIED = "applied", _("appliqué")
    UNDOING = "undoing", _("en cours d’annulation")
    UNDONE = "undone", _("annulé")


class ImportEvent(StrEnum):
    CHECKED = "checked"
    FILE_REFUSED = "file_refused"
    # A person has said which column of a refused file is which.
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    APPLYING_FAILED = "applying_failed"
    UNDO_ASKED = "undo_asked"
    UNDONE = "undone"
    UNDOING_FAILED = "undoing_failed"


_S, _E = ImportStatus, ImportEvent

TRANSITIONS: dict[tuple[ImportStatus, ImportEvent], ImportStatus] = {
    (_S.CHECKING, _E.CHECKED): _S.READY,
    (_S.CHECKING, _E.FILE_REFUSED): _S.REFUSED,
    (_S.REFUSED, _E.ANSWERED): _S.CHECKING,
    (_S.READY, _E.CONFIRMED): _S.APPLYING,
    (_S.APPLYING, _E.APPLIED): _S.APPLIED,
    # Nothing was written: the preview stands.
    (_S.APPLYING, _E.APPLYING_FAILED): _S.READY,
    (_S.APPLIED, _E.UNDO_ASKED): _S.UNDOING,
    (_S.UNDOING, _E.UNDONE): _S.UNDONE,
    (_S.UNDOING, _E.UNDOING_FAILED): _S.APPLIED,
}
# A job is at work: nothing may be asked meanwhile.
BUSY = frozenset({_S.CHECKING, _S.APPLYING, _S.UNDOING})
# Something was written, once.
DONE = frozenset({_S.APPLIED, _S.UNDOING, _S.UNDONE})


def next_status(status: str, event: ImportEvent) -> ImportStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((ImportStatus(status), event))


class Verdict(models.TextChoices):
    """What is said of one row of the file; together they are all the rows read."""

    MODIFIED = "modified", _("modifiée")
    UNCHANGED = "unchanged", _("inchangée")
    REFUSED = "refused", _("refusée")
