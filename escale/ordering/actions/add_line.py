from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now

from escale.ordering.clashes import clash_values, mark_clashes_around
from escale.ordering.errors import LineEmpty, TooManyLines
from escale.ordering.judged import JudgedLine, judged_line
from escale.ordering.lines import line_values
from escale.ordering.queries import judge_of, last_row, lock_draft
from escale.workbooks.limits import ORDER_LIMITS


@transaction.atomic
def add_line(*, draft_id: int, cells: Mapping[str, str]) -> JudgedLine:
    """One more beneficiary, as typed: kept whatever is wrong, with what is said of it.

    `cells` by column key. Raises LineEmpty, DraftBusy, DraftPlaced or TooManyLines.
    """
    if not any(value.strip() for value in cells.values()):
        raise LineEmpty
    draft = lock_draft(draft_id)
    if draft.lines.count() >= ORDER_LIMITS.rows:
        raise TooManyLines(ORDER_LIMITS.rows)
    judged = judge_of(draft).judge_typed(last_row(draft) + 1, cells)
    line = draft.lines.create(**line_values(judged))
    touched = mark_clashes_around(draft.pk, [clash_values(line)])
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return judged_line(line, touched)
