from datetime import timedelta

from django.db import transaction
from django.db.models import Q

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
    unused = Import.objects.filter(
        Q(status__in=(ImportStatus.READY, ImportStatus.REFUSED), expires_at__lt=now)
    )
    old = Import.objects.filter(
        status__in=DONE - {ImportStatus.UNDOING},
        applied_at__lt=now - ROWS_KEPT,
        rows_erased=False,
    )
    erased = list(old.values_list("pk", flat=True))
    gone = list(unused.values_list("pk", flat=True))
    ImportRow.objects.filter(imported_id__in=[*erased, *gone]).delete()
    old.filter(pk__in=erased).update(rows_erased=True)
    for imported in unused.exclude(upload=""):
        forget_upload(imported)
    unused.filter(pk__in=gone).delete()
    forget_lost_uploads(before=now - KEPT)
    return len(erased) + len(gone)
