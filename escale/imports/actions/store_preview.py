from django.db import transaction

from escale.imports.models import Import
from escale.imports.previewing import Preview
from escale.imports.queries import lock_import
from escale.imports.rows import copy_rows
from escale.imports.states import ImportEvent, Verdict, next_status
from escale.imports.uploads import forget_upload


@transaction.atomic
def store_preview(*, import_id: int, preview: Preview) -> Import | None:
    """All its rows at once; None if the check was given up meanwhile."""
    imported = lock_import(import_id)
    if imported is None:
        return None
    status = next_status(imported.status, ImportEvent.CHECKED)
    if status is None:
        return None
    copy_rows(imported.pk, preview.rows)
    imported.status = status
    imported.blank_rows = preview.blank_rows
    imported.warnings = preview.warnings
    imported.modified = preview.count(Verdict.MODIFIED)
    imported.unchanged = preview.count(Verdict.UNCHANGED)
    imported.refused = preview.count(Verdict.REFUSED)
    imported.busy_since = None
    forget_upload(imported)
    imported.save()
    return imported
