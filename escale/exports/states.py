"""The life of a large export: prepared by a job, kept a day, gone."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportStatus(models.TextChoices):
    PREPARING = "preparing", _("en préparation")
    READY = "ready", _("prêt")
    FAILED = "failed", _("interrompu")


class ExportKind(models.TextChoices):
    # The modifiable dotations of an order (R39-R42).
    ORDER = "order", _("dotations modifiables")
    # An order, its lines, all its beneficiaries (R11).
    DETAILS = "details", _("détail de la commande")
    # Everyone a search found (R25).
    SEARCH = "search", _("recherche")
    # The history of orders, as its filters leave it.
    ORDERS = "orders", _("commandes")
    # Who did what.
    JOURNAL = "journal", _("journal")
    # All that is held of the client.
    EVERYTHING = "everything", _("toutes les données")


class ExportEvent(StrEnum):
    WRITTEN = "written"
    GIVEN_UP = "given_up"


_S, _E = ExportStatus, ExportEvent

TRANSITIONS: dict[tuple[ExportStatus, ExportEvent], ExportStatus] = {
    (_S.PREPARING, _E.WRITTEN): _S.READY,
    (_S.PREPARING, _E.GIVEN_UP): _S.FAILED,
}


def next_status(status: str, event: ExportEvent) -> ExportStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((ExportStatus(status), event))
