import tempfile
from contextlib import ExitStack
from typing import IO

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Now

from escale.exchange.order_file import OrderFile
from escale.exchange.questions import Question
from escale.kernel.errors import DomainError
from escale.ordering.clashes import mark_clashes
from escale.ordering.errors import TooManyLines
from escale.ordering.lines import copy_lines, spool_lines
from escale.ordering.models import Draft
from escale.ordering.queries import judge_of
from escale.ordering.sources import open_source
from escale.ordering.states import DraftEvent, DraftStatus, next_status
from escale.ordering.uploads import forget_upload
from escale.workbooks.headers import ColumnsUnsettled
from escale.workbooks.limits import ORDER_LIMITS

# How many rows pass between two signs of progress.
PROGRESS_EVERY = 2_000


def check_draft(*, draft_id: int) -> None:
    """Read and judge what was submitted, then put all of its lines in the draft, or none.

    Rows are judged outside any transaction, so that progress shows and memory stays flat. Safe to
    run again: a worker that dies leaves the draft as it was, still to be checked.
    """
    draft = Draft.objects.filter(pk=draft_id, status=DraftStatus.CHECKING).first()
    if draft is None:
        return
    judge = judge_of(draft)
    try:
        with ExitStack() as stack:
            source = stack.enter_context(open_source(draft, judge))
            spool = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline=""))
            _judge_all(draft, source, spool)
            _write(draft, source, spool)
    except DomainError as refused:
        _refuse(draft, refused)


def _judge_all(draft: Draft, source: OrderFile, spool: IO[str]) -> None:
    # The header is one of them.
    _tell(draft, rows_expected=max(source.height - 1, 0))
    for count in spool_lines(spool, draft.pk, source.rows):
        if count % PROGRESS_EVERY == 0:
            _tell(draft, rows_read=count)
    spool.seek(0)


@transaction.atomic
def _write(draft: Draft, source: OrderFile, spool: IO[str]) -> None:
    """The lines at once, unless the check was given up or done by another worker meanwhile."""
    locked = _still_checked(draft)
    if locked is None:
        return
    if locked.replaces_lines:
        locked.lines.all().delete()
    former = locked.lines.aggregate(last=Max("pk"))["last"] or 0
    copy_lines(spool)
    _drop_superseded(locked, former)
    if locked.lines.count() > ORDER_LIMITS.rows:
        raise TooManyLines(ORDER_LIMITS.rows)
    mark_clashes(locked.pk)
    locked.blank_rows, locked.notes = source.blank_rows, source.notes
    _end(locked)


@transaction.atomic
def _refuse(draft: Draft, refused: DomainError) -> None:
    """A file that a person could make readable, by saying which column is which, is kept."""
    locked = _still_checked(draft)
    if locked is None:
        return
    locked.refusal = str(refused)
    if isinstance(refused, ColumnsUnsettled):
        locked.question = Question.of(refused).as_json()
    _end(locked)


def _still_checked(draft: Draft) -> Draft | None:
    return (
        Draft.objects.select_for_update()
        .filter(pk=draft.pk, status=DraftStatus.CHECKING, upload=draft.upload.name)
        .first()
    )


def _end(draft: Draft) -> None:
    draft.status = next_status(draft.status, DraftEvent.CHECKED) or draft.status
    draft.updated_at = Now()
    if not draft.question:
        forget_upload(draft)
    draft.save()


def _drop_superseded(draft: Draft, former: int) -> None:
    """Lines up to `former` give way to those that have just come with the same matricule."""
    if not former:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM ordering_draftline former USING ordering_draftline newer
            WHERE former.draft_id = %(draft)s AND former.id <= %(former)s
              AND newer.draft_id = %(draft)s AND newer.id > %(former)s
              AND former.matricule = newer.matricule AND former.matricule <> ''
            """,
            {"draft": draft.pk, "former": former},
        )


def _tell(draft: Draft, **figures: int) -> None:
    """Seen at once by the page that waits: no transaction is open."""
    Draft.objects.filter(pk=draft.pk).update(**figures)
