from django.db import transaction

from escale.imports.errors import ImportFailed
from escale.imports.models import Import
from escale.imports.queries import lock_import
from escale.imports.states import ImportEvent, ImportStatus, next_status
from escale.imports.uploads import forget_upload

EVENTS = {
    ImportStatus.CHECKING: ImportEvent.FILE_REFUSED,
    ImportStatus.APPLYING: ImportEvent.APPLYING_FAILED,
    ImportStatus.UNDOING: ImportEvent.UNDOING_FAILED,
}


@transaction.atomic
def fail_import(*, import_id: int) -> Import | None:
    """The job died of something else than the file: nothing was written, it may be tried again."""
    imported = lock_import(import_id)
    if imported is None or not imported.is_busy:
        return imported
    event = EVENTS[ImportStatus(imported.status)]
    imported.status = next_status(imported.status, event) or imported.status
    imported.refusal = str(ImportFailed())
    imported.busy_since = None
    if imported.status == ImportStatus.REFUSED:
        forget_upload(imported)
    imported.save()
    return imported
