from escale.exports.models import FOLDER, Export
from escale.exports.queries import KEPT, exports_to_forget
from escale.kernel import clock
from escale.kernel.stored_files import forget_lost_files


def forget_old_exports() -> int:
    """A day after they were asked for, workbooks go, and what no export names; how many went.

    The rows go first: a file left by a failure in between belongs to none, and goes next time.
    """
    before = clock.now() - KEPT
    exports_to_forget().delete()
    storage = Export._meta.get_field("file").storage
    kept = set(Export.objects.exclude(file="").values_list("file", flat=True))
    return forget_lost_files(storage, FOLDER, kept=kept, before=before)
