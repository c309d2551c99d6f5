import logging
import time

from escale.exchange.questions import read_answers
from escale.imports.actions.refuse_file import refuse_file
from escale.imports.actions.store_preview import store_preview
from escale.imports.errors import ImportFailed
from escale.imports.models import Import
from escale.imports.previewing import Sent, preview_file
from escale.imports.states import ImportStatus
from escale.imports.uploads import local_copy
from escale.kernel.errors import DomainError

logger = logging.getLogger(__name__)
# Between two signs of progress.
PROGRESS_SECONDS = 0.5


def check_import(*, import_id: int) -> None:
    """Read and judge the file that was sent; its preview is there whole, or not at all.

    Outside any transaction, so that progress shows. Safe to run again: a worker that dies leaves
    the import still to be checked.
    """
    imported = (
        Import.objects.select_related("order")
        .filter(pk=import_id, status=ImportStatus.CHECKING)
        .first()
    )
    if imported is None:
        return
    try:
        with local_copy(imported) as path:
            sent = Sent(imported.file_name, read_answers(imported.answers))
            tell = _Progress(imported).tell
            preview = preview_file(imported.order, path, sent=sent, tell=tell)
        store_preview(import_id=import_id, preview=preview)
    except DomainError as refused:
        refuse_file(import_id=import_id, refused=refused)
    except Exception:
        logger.exception("import %d: its file could not be checked", import_id)
        refuse_file(import_id=import_id, refused=ImportFailed())


class _Progress:
    """Told now and then, not at each row: no transaction is open, so it is seen at once."""

    def __init__(self, imported: Import) -> None:
        self.import_id = imported.pk
        self.due = time.monotonic() + PROGRESS_SECONDS

    def tell(self, done: int, expected: int) -> None:
        if time.monotonic() >= self.due:
            self.due = time.monotonic() + PROGRESS_SECONDS
            Import.objects.filter(pk=self.import_id).update(
                rows_checked=done, rows_expected=expected
            )
