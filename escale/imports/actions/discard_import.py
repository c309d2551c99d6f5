from django.db import transaction

from escale.imports.errors import ImportBusy
from escale.imports.queries import lock_import
from escale.imports.states import DONE, ImportStatus
from escale.imports.uploads import forget_upload


@transaction.atomic
def discard_import(*, import_id: int) -> None:
    """A preview that nobody applies leaves nothing; a job that still reads it finds nobody.

    Raises ImportBusy while it is being applied; one that was applied stays.
    """
    imported = lock_import(import_id)
    if imported is None or imported.status in DONE:
        return
    if imported.status == ImportStatus.APPLYING:
        raise ImportBusy
    forget_upload(imported)
    imported.rows.all().delete()
    imported.delete()
