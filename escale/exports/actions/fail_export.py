from django.db import transaction

from escale.exports.queries import lock_export
from escale.exports.states import ExportEvent, next_status


@transaction.atomic
def fail_export(*, export_id: int) -> None:
    """Nothing came of it: it may be asked for again."""
    export = lock_export(export_id)
    status = next_status(export.status, ExportEvent.GIVEN_UP) if export else None
    if export is None or status is None:
        return
    export.status = status
    export.save(update_fields=["status"])
