from django.db import transaction

from escale.dotations.contact import Contact
from escale.imports.errors import ImportNotReady
from escale.imports.judging import RowJudge
from escale.imports.models import ImportRow
from escale.imports.present import present_dotations
from escale.imports.queries import lock_import, rows_with_suggestion
from escale.imports.states import ImportStatus, Verdict

FIELDS = ["verdict", "email", "mail", "notice", "suggestion", "revision"]


@transaction.atomic
def accept_suggestions(*, import_id: int) -> int:
    """Every doubtful address of a preview becomes the one that was proposed; how many.

    One that turns out to be the present address leaves its row unchanged.
    """
    imported = lock_import(import_id)
    if imported is None or imported.status != ImportStatus.READY:
        raise ImportNotReady
    rows = list(rows_with_suggestion(imported))
    known = present_dotations(imported.client_id, {row.dotation_id or 0 for row in rows})
    judge = RowJudge(imported.order_id, known)
    for row in rows:
        present = known[row.dotation_id or 0]
        judged = judge.judge_contact(row.row, present, Contact(row.suggestion, row.phone))
        row.verdict, row.mail, row.notice = judged.verdict, judged.mail, judged.notice
        row.email, row.suggestion = row.suggestion, ""
    ImportRow.objects.bulk_update(rows, FIELDS)
    unchanged = sum(row.verdict == Verdict.UNCHANGED for row in rows)
    imported.modified -= unchanged
    imported.unchanged += unchanged
    imported.save(update_fields=["modified", "unchanged"])
    return len(rows)
