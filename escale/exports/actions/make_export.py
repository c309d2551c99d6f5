import logging
import time
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from django.core.files import File
from django.db import transaction

from escale.clients.models import Member
from escale.exports.actions.fail_export import fail_export
from escale.exports.models import Export
from escale.exports.queries import lock_export
from escale.exports.states import ExportEvent, ExportStatus, next_status
from escale.exports.wanted import WantedExport
from escale.kernel import clock

logger = logging.getLogger(__name__)
# Between two signs of progress.
PROGRESS_SECONDS = 0.5


def make_export(*, export_id: int) -> None:
    """Write the workbook and keep it. Outside any transaction, so that progress shows.

    Safe to run again: a worker that dies leaves the export still to be written.
    """
    export = (
        Export.objects.select_related("client", "order__client")
        .filter(pk=export_id, status=ExportStatus.PREPARING)
        .first()
    )
    if export is None:
        return
    member = Member(client=export.client, user_id=export.user_id)
    try:
        with NamedTemporaryFile(suffix=".xlsx") as local:
            WantedExport.of(export).write(cast(BinaryIO, local), member, _Progress(export).tell)
            _keep(export_id, File(local))
    except Exception:
        logger.exception("export %d could not be written", export_id)
        fail_export(export_id=export_id)


@transaction.atomic
def _keep(export_id: int, file: "File[bytes]") -> None:
    """Unless somebody gave it up meanwhile."""
    export = lock_export(export_id)
    status = next_status(export.status, ExportEvent.WRITTEN) if export else None
    if export is None or status is None:
        return
    export.file.save(export.file_name, file, save=False)
    export.status = status
    export.rows_written = export.rows_expected
    export.save(update_fields=["file", "status", "rows_written"])


class _Progress:
    """Told now and then, not at each row."""

    def __init__(self, export: Export) -> None:
        self.export_id = export.pk
        self.due = time.monotonic() + PROGRESS_SECONDS

    def tell(self, done: int) -> None:
        if time.monotonic() >= self.due:
            self.due = time.monotonic() + PROGRESS_SECONDS
            Export.objects.filter(pk=self.export_id).update(rows_written=done, alive_at=clock.now())
