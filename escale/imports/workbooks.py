"""The refused rows with their reasons, to be corrected and imported again."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.order_export import WIDTHS
from escale.imports.models import Import, ImportRow
from escale.imports.queries import Person, people_of, rows_with
from escale.imports.states import Verdict
from escale.kernel.languages import in_french
from escale.kernel.phones import national_digits
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

TITLES = {column.key: column.title for column in EXPORT_COLUMNS}


def refused_file_name(imported: Import) -> str:
    return f"Lignes_refusées_Commande_{imported.order_id}.xlsx"


@in_french
def write_refused_rows(stream: BinaryIO, imported: Import) -> int:
    """What each row held, then « Ligne » and « Motif », which a next import passes over."""
    columns = [
        *(WrittenColumn(column.title, WIDTHS.get(column.key, 14)) for column in EXPORT_COLUMNS),
        WrittenColumn(_("Ligne"), 8, Kind.NUMBER),
        WrittenColumn(_("Motif"), 90),
    ]
    return write_workbook(stream, columns, _rows(imported), sheet_name=_("Refusées"))


def _rows(imported: Import) -> Iterator[list[str | int]]:
    rows = list(rows_with(imported, Verdict.REFUSED))
    people = people_of(imported, rows)
    for row in rows:
        cells = row.cells or _cells(row, people.get(row.dotation_id or 0))
        yield [*(cells.get(column.key, "") for column in EXPORT_COLUMNS), row.row, reasons(row)]


def reasons(row: ImportRow) -> str:
    return " ".join(
        f"{TITLES[refusal['column']]}\u00a0: {refusal['reason']}" for refusal in row.refusals
    )


def _cells(row: ImportRow, person: Person | None) -> dict[str, str]:
    """Of a row that was good in the preview: the names of today, the contact it wanted."""
    cells = {"id": str(row.dotation_id), "email": row.email, "phone": national_digits(row.phone)}
    if person is not None:
        cells |= {
            "matricule": person.matricule,
            "last_name": person.last_name,
            "first_name": person.first_name,
        }
    return cells
