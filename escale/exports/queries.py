"""Reading exports: one's own; the lock of the actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from escale.clients.models import Client, Member
from escale.exports.models import Export, ExportQuerySet
from escale.exports.states import ExportStatus
from escale.exports.wanted import WantedExport
from escale.kernel import clock

KEPT = timedelta(hours=24)


def exports_visible_to(member: Member) -> ExportQuerySet:
    """A workbook is personal data: not fetched by others, nor after a day."""
    return Export.objects.visible_to(member).filter(created_at__gt=clock.now() - KEPT)


def export_in_preparation(member: Member, wanted: WantedExport) -> Export | None:
    """The same one, asked for already: a second click gets it."""
    return (
        Export.objects.visible_to(member)
        .filter(
            status=ExportStatus.PREPARING,
            kind=wanted.kind,
            order=wanted.order,
            criteria=dict(wanted.stored_criteria),
            situation=wanted.situation or "",
        )
        .first()
    )


def hold_client(client_id: int) -> None:
    """Until the end of the transaction: two clicks wait for each other, and for nothing else."""
    Client.objects.select_for_update(no_key=True).get(pk=client_id)


def lock_export(export_id: int) -> Export | None:
    return Export.objects.select_for_update(of=("self",)).filter(pk=export_id).first()


def stalled_exports(*, before: datetime) -> Sequence[int]:
    waiting = Export.objects.filter(status=ExportStatus.PREPARING, alive_at__lt=before)
    return list(waiting.values_list("pk", flat=True))


def exports_to_forget() -> ExportQuerySet:
    return Export.objects.filter(created_at__lte=clock.now() - KEPT)
