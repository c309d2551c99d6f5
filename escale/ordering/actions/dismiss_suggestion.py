from django.db import transaction
from django.db.models.functions import Now

from escale.exchange.judging import Judge, Severity
from escale.hints.actions.dismiss_hint import dismiss_hint
from escale.journal.actor import Actor
from escale.kernel.emails import domain_as_typed
from escale.ordering.errors import LineGone
from escale.ordering.judged import lines_of
from escale.ordering.lines import stored_remark
from escale.ordering.models import DraftLine
from escale.ordering.queries import judge_of, lines_with_suggestion, lock_draft

BATCH = 500


@transaction.atomic
def dismiss_suggestion(*, actor: Actor, draft_id: int, line_id: int) -> list[DraftLine]:
    """« Ne plus proposer » what a line is given, in this draft and from now on.

    Returns the lines that were judged again: those of the same domain. Raises DraftBusy,
    DraftPlaced or LineGone.
    """
    draft = lock_draft(draft_id)
    line = draft.lines.filter(pk=line_id).first()
    if line is None:
        raise LineGone
    dismiss_hint(actor=actor, client=draft.client, address=line.email)
    judge = judge_of(draft)
    lines = lines_with_suggestion(draft, domain=domain_as_typed(line.email))
    for doubtful in lines:
        _look_again(doubtful, judge)
    DraftLine.objects.bulk_update(lines, ["remarks", "own_severity"], batch_size=BATCH)
    draft.updated_at = Now()
    draft.save(update_fields=["updated_at"])
    return lines_of({doubtful.pk for doubtful in lines})


def _look_again(line: DraftLine, judge: Judge) -> None:
    """What else was said of the line stays: of a zero that was given back, for instance."""
    judged = judge.judge_typed(line.row, line.cells)
    remarks = [said for said in line.remarks if not said["suggestion"]]
    remarks += [stored_remark(remark) for remark in judged.remarks if remark.suggestion]
    line.remarks = remarks
    line.own_severity = max((said["severity"] for said in remarks), default=Severity.FIT)
