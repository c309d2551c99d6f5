from django.db import transaction

from escale.dotations.contact import Contact
from escale.exchange.columns import CORRECTION_COLUMNS, EMAIL
from escale.hints.queries import known_domains
from escale.imports.errors import ImportNotReady
from escale.imports.judging import JudgedRow, RowJudge
from escale.imports.models import ImportRow
from escale.imports.present import Present, present_dotations
from escale.imports.queries import lock_import, rows_to_mend
from escale.imports.rows import REJUDGED, judge_again
from escale.imports.states import ImportStatus, Verdict


@transaction.atomic
def accept_suggestions(*, import_id: int, row_id: int | None = None) -> int:
    """Every doubtful address of a preview becomes the one that was proposed, or one; how many.

    So do refused addresses that say what was meant. One that turns out to be the present address
    leaves its row unchanged; a row that may no longer be corrected stays as it was previewed, for
    applying to refuse it with the reason.
    """
    imported = lock_import(import_id)
    if imported is None or imported.status != ImportStatus.READY:
        raise ImportNotReady
    to_mend = rows_to_mend(imported)
    rows = list(to_mend if row_id is None else to_mend.filter(pk=row_id))
    known = present_dotations(imported.client_id, {row.dotation_id or 0 for row in rows})
    # Of a refused row, all cells are judged anew.
    keys = {key for row in rows for key in row.cells}
    judge = RowJudge(imported.order_id, known, known_domains(imported.client_id), keys)
    accepted = sum(_accept(row, judge, known.get(row.dotation_id or 0)) for row in rows)
    ImportRow.objects.bulk_update(rows, REJUDGED)
    imported.modified, imported.unchanged, imported.refused = (
        imported.rows.filter(verdict=verdict).count()
        for verdict in (Verdict.MODIFIED, Verdict.UNCHANGED, Verdict.REFUSED)
    )
    imported.save(update_fields=["modified", "unchanged", "refused"])
    return accepted


def _accept(row: ImportRow, judge: RowJudge, present: Present | None) -> bool:
    meant, row.suggestion = row.suggestion, ""
    if present is None:
        return False
    if row.verdict == Verdict.REFUSED:
        judge_again(row, _with_email(row, judge, meant))
        return True
    judged = judge.judge_contact(row.row, present, Contact(meant, row.phone))
    if judged.verdict == Verdict.REFUSED:
        return False
    row.email = meant
    row.verdict, row.mail, row.notice = judged.verdict, judged.mail, judged.notice
    return True


def _with_email(row: ImportRow, judge: RowJudge, meant: str) -> JudgedRow:
    """What else was refused in the row is still told."""
    cells = row.cells | {EMAIL.key: meant}
    return judge.judge(row.row, [cells.get(column.key, "") for column in CORRECTION_COLUMNS])
