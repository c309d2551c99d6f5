from datetime import timedelta

from django.db import transaction

from escale.imports.actions.open_import import KEPT
from escale.imports.models import Import, ImportRow
from escale.imports.states import DONE, ImportStatus
from escale.imports.uploads import forget_lost_uploads, forget_upload
from escale.kernel import clock

ROWS_KEPT = timedelta(days=30)


@transaction.atomic
def forget_old_imports() -> int:
    """Previews older than a day go; of what was applied the rows go after a month, not the figures.

    So do files that belong to no import. Returns how many imports were touched.
    """
    now = clock.now()
    # One that somebody confirms at this very moment is theirs; what is left of it goes next time.
    free = Import.objects.select_for_update(of=("self",), skip_locked=True)
    unused = list(
        free.filter(status__in=(ImportStatus.READY, ImportStatus.REFUSED), expires_at__lt=now)
    )
    old = list(
        free.filter(
            status__in=DONE - {ImportStatus.UNDOING},
            applied_at__lt=now - ROWS_KEPT,
            rows_erased=False,
        )
    )
    gone, erased = [imported.pk for imported in unused], [imported.pk for imported in old]
    for imported in unused:
        forget_upload(imported)
    ImportRow.objects.filter(imported_id__in=gone + erased).delete()
    Import.objects.filter(pk__in=gone).delete()
    Import.objects.filter(pk__in=erased).update(rows_erased=True)
    forget_lost_uploads(before=now - KEPT)
    return len(gone) + len(erased)
