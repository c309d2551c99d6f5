from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Now

from escale.exchange.judging import Severity
from escale.ordering.clashes import clash_values, mark_clashes, mark_clashes_around
from escale.ordering.judged import Removed, lines_of
from escale.ordering.models import DraftLine
from escale.ordering.queries import lock_draft


@transaction.atomic
def remove_lines(
    *,
    draft_id: int,
    line_ids: Collection[int] | None = None,
    severity: Severity | None = None,
) -> Removed:
    """Take these lines out of a draft, or all those of a severity.

    Raises DraftBusy or DraftPlaced.
    """
    draft = lock_draft(draft_id)
    lines = draft.lines.all()
    if line_ids is not None:
        lines = lines.filter(pk__in=line_ids)
    if severity is not None:
        lines = lines.filter(severity=severity)
    if line_ids is None:
        gone: list[DraftLine] = []
        count, _by_model = lines.delete()
        touched: set[int] = set()
        mark_clashes(draft.pk)
    else:
        gone = list(lines)
        count, _by_model = lines.delete()
        touched = mark_clashes_around(draft.pk, [clash_values(line) for line in gone])
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return Removed(count, lines_of(touched), gone)
