from dataclasses import replace

from django.db import transaction

from escale.dotations.contact import Contact
from escale.exchange.columns import CORRECTION_COLUMNS, EMAIL
from escale.hints.queries import known_domains
from escale.imports.errors import ImportNotReady
from escale.imports.judging import JudgedRow, RowJudge
from escale.imports.models import ImportRow
from escale.imports.outdated import refuse_outdated
from escale.imports.present import Present, present_dotations
from escale.imports.queries import lock_import, rows_to_mend
from escale.imports.rows import judge_again
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
    judge = RowJudge(imported.order_id, known, known_domains(imported.client_id))
    judged = {row.pk: _accepted(row, judge, known.get(row.dotation_id or 0)) for row in rows}
    done = {pk: row for pk, row in judged.items() if row is not None}
    # As in the preview: a correction made since the file was exported is not undone by it.
    mended = {row.pk for row in rows if row.verdict == Verdict.REFUSED}
    refuse_outdated([row for pk, row in done.items() if pk in mended and row.contact])
    judge_again(done)
    imported.rows.filter(pk__in=judged.keys() - done.keys()).update(suggestion="")
    imported.modified, imported.unchanged, imported.refused = (
        imported.rows.filter(verdict=verdict).count()
        for verdict in (Verdict.MODIFIED, Verdict.UNCHANGED, Verdict.REFUSED)
    )
    imported.save(update_fields=["modified", "unchanged", "refused"])
    return len(done)


def _accepted(row: ImportRow, judge: RowJudge, present: Present | None) -> JudgedRow | None:
    """The row with the address that was meant; None where it may not be corrected any more."""
    if present is None:
        return None
    if row.verdict == Verdict.REFUSED:
        # What else was refused in the row is still told.
        cells = row.cells | {EMAIL.key: row.suggestion}
        return judge.judge(row.row, [cells.get(column.key, "") for column in CORRECTION_COLUMNS])
    if present.revision != row.revision:
        # Changed since the preview: applying refuses it, with the reason.
        return None
    judged = judge.judge_contact(row.row, present, Contact(row.suggestion, row.phone))
    return None if judged.verdict == Verdict.REFUSED else replace(judged, suggestion="")
