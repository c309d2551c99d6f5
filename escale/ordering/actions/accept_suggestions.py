from django.db import transaction
from django.db.models.functions import Now

from escale.ordering.clashes import mark_clashes
from escale.ordering.lines import line_values
from escale.ordering.models import DraftLine
from escale.ordering.queries import judge_of, lines_with_suggestion, lock_draft

WRITTEN = ("email", "search", "remarks", "own_severity")
BATCH = 500


@transaction.atomic
def accept_suggestions(*, draft_id: int) -> int:
    """Put the address that was meant in every line that has one proposed; how many.

    Raises DraftBusy or DraftPlaced.
    """
    draft = lock_draft(draft_id)
    judge = judge_of(draft)
    lines = lines_with_suggestion(draft)
    for line in lines:
        judged = judge.judge_typed(line.row, line.cells | {"email": line.suggestion})
        for name, value in line_values(judged).items():
            setattr(line, name, value)
    DraftLine.objects.bulk_update(lines, WRITTEN, batch_size=BATCH)
    mark_clashes(draft.pk)
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return len(lines)
