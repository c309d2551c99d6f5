from django.db import transaction

from escale.dotations.contact import Contact
from escale.hints.queries import known_domains
from escale.imports.errors import ImportNotReady
from escale.imports.judging import RowJudge
from escale.imports.models import ImportRow
from escale.imports.present import Present, present_dotations
from escale.imports.queries import lock_import, rows_with_suggestion
from escale.imports.states import ImportStatus, Verdict

FIELDS = ["verdict", "email", "mail", "notice", "suggestion"]


@transaction.atomic
def accept_suggestions(*, import_id: int, row_id: int | None = None) -> int:
    """Every doubtful address of a preview becomes the one that was proposed, or one; how many.

    One that turns out to be the present address leaves its row unchanged; a row that may no longer
    be corrected stays as it was previewed, for applying to refuse it with the reason.
    """
    imported = lock_import(import_id)
    if imported is None or imported.status != ImportStatus.READY:
        raise ImportNotReady
    doubtful = rows_with_suggestion(imported)
    rows = list(doubtful if row_id is None else doubtful.filter(pk=row_id))
    known = present_dotations(imported.client_id, {row.dotation_id or 0 for row in rows})
    judge = RowJudge(imported.order_id, known, known_domains(imported.client_id))
    accepted = sum(_accept(row, judge, known.get(row.dotation_id or 0)) for row in rows)
    ImportRow.objects.bulk_update(rows, FIELDS)
    unchanged = sum(row.verdict == Verdict.UNCHANGED for row in rows)
    imported.modified -= unchanged
    imported.unchanged += unchanged
    imported.save(update_fields=["modified", "unchanged"])
    return accepted


def _accept(row: ImportRow, judge: RowJudge, present: Present | None) -> bool:
    email, row.suggestion = row.suggestion, ""
    if present is None:
        return False
    judged = judge.judge_contact(row.row, present, Contact(email, row.phone))
    if judged.verdict == Verdict.REFUSED:
        return False
    row.email = email
    row.verdict, row.mail, row.notice = judged.verdict, judged.mail, judged.notice
    return True
