"""The life of a draft, from its first beneficiary to the order it becomes."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftStatus(models.TextChoices):
    EDITING = "editing", _("en préparation")
    # A file, or a past order, is being read: its rows come all at once at the end.
    CHECKING = "checking", _("en vérification")
    # Confirmed, too large to be written while the person waits.
    PLACING = "placing", _("en cours d’enregistrement")
    PLACED = "placed", _("commandé")


class DraftEvent(StrEnum):
    SOURCE_GIVEN = "source_given"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    PLACED = "placed"


_S, _E = DraftStatus, DraftEvent

TRANSITIONS: dict[tuple[DraftStatus, DraftEvent], DraftStatus] = {
    (_S.EDITING, _E.SOURCE_GIVEN): _S.CHECKING,
    (_S.CHECKING, _E.CHECKED): _S.EDITING,
    (_S.EDITING, _E.CONFIRMED): _S.PLACING,
    (_S.PLACING, _E.PLACED): _S.PLACED,
    # Small enough to be written at once.
    (_S.EDITING, _E.PLACED): _S.PLACED,
}


def next_status(status: str, event: DraftEvent) -> DraftStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((DraftStatus(status), event))
