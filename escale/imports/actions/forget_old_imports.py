from django.db import transaction

from escale.imports.actions.open_import import KEPT
from escale.imports.models import Import, ImportRow
from escale.imports.queries import imports_to_empty, previews_to_forget
from escale.imports.uploads import forget_lost_uploads, forget_upload
from escale.kernel import clock


@transaction.atomic
def forget_old_imports() -> int:
    """Previews older than a day go; of what was applied the rows go after a month, not the figures.

    So do files that belong to no import. Returns how many imports were touched.
    """
    # One that somebody confirms at this very moment is theirs; what is left of it goes next time.
    unused = list(previews_to_forget().select_for_update(of=("self",), skip_locked=True))
    old = list(imports_to_empty().select_for_update(of=("self",), skip_locked=True))
    gone, erased = [imported.pk for imported in unused], [imported.pk for imported in old]
    for imported in unused:
        forget_upload(imported)
    ImportRow.objects.filter(imported_id__in=gone + erased).delete()
    Import.objects.filter(pk__in=gone).delete()
    Import.objects.filter(pk__in=erased).update(rows_erased=True)
    forget_lost_uploads(before=clock.now() - KEPT)
    return len(gone) + len(erased)
