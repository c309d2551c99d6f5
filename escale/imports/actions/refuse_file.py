from django.db import transaction

from escale.exchange.questions import Question
from escale.imports.errors import FileOfAnotherOrder
from escale.imports.models import Import
from escale.imports.queries import lock_import
from escale.imports.states import ImportEvent, next_status
from escale.imports.uploads import forget_upload
from escale.kernel.errors import DomainError
from escale.workbooks.headers import ColumnsUnsettled


@transaction.atomic
def refuse_file(*, import_id: int, refused: DomainError) -> Import | None:
    """The file as a whole cannot be used: nothing of it is kept but why.

    One that a person could make readable, by saying which column is which, waits for that.
    """
    imported = lock_import(import_id)
    if imported is None:
        return None
    status = next_status(imported.status, ImportEvent.FILE_REFUSED)
    if status is None:
        return None
    imported.status = status
    imported.refusal = str(refused)
    if isinstance(refused, FileOfAnotherOrder):
        imported.meant_order_id = refused.number
    imported.busy_since = None
    if isinstance(refused, ColumnsUnsettled):
        imported.question = Question.of(refused).as_json()
    else:
        forget_upload(imported)
    imported.save()
    return imported
