from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now

from escale.ordering.clashes import clash_values, mark_clashes_around
from escale.ordering.errors import LineGone
from escale.ordering.judged import JudgedLine, judged_line
from escale.ordering.lines import line_values
from escale.ordering.queries import judge_of, lock_draft


@transaction.atomic
def correct_line(*, draft_id: int, line_id: int, cells: Mapping[str, str]) -> JudgedLine:
    """Judge a line again with what was typed in it, and the lines that shared or share its values.

    Raises DraftBusy, DraftPlaced or LineGone.
    """
    draft = lock_draft(draft_id)
    line = draft.lines.filter(pk=line_id).first()
    if line is None:
        raise LineGone
    before = clash_values(line)
    judged = judge_of(draft).judge_typed(line.row, cells)
    for name, value in line_values(judged).items():
        setattr(line, name, value)
    line.save()
    touched = mark_clashes_around(draft.pk, [before, clash_values(line)])
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return judged_line(line, touched)
