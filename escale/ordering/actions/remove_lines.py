from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Now

from escale.exchange.judging import Severity
from escale.ordering.clashes import clash_values, mark_clashes, mark_clashes_around
from escale.ordering.queries import lock_draft


@transaction.atomic
def remove_lines(
    *,
    draft_id: int,
    line_ids: Collection[int] | None = None,
    severity: Severity | None = None,
) -> int:
    """Take these lines out of a draft, or all those of a severity; how many.

    Raises DraftBusy or DraftPlaced.
    """
    draft = lock_draft(draft_id)
    lines = draft.lines.all()
    if line_ids is not None:
        lines = lines.filter(pk__in=line_ids)
    if severity is not None:
        lines = lines.filter(severity=severity)
    shared = [clash_values(line) for line in lines] if line_ids is not None else None
    count, _by_model = lines.delete()
    if shared is None:
        mark_clashes(draft.pk)
    elif shared:
        mark_clashes_around(draft.pk, shared)
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return count
