"""Reading a file of corrections: rows as they come, their cells in the order of the columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from escale.exchange.columns import CORRECTION_COLUMNS, EMAIL, PHONE
from escale.workbooks.headers import ColumnsNotFound, Table, find_columns
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.reading import open_sheet
from escale.workbooks.sheet import Cell, StreamedSheet


@dataclass(frozen=True)
class CorrectionFile:
    """`rows` come once: the sheet's own number, and a cell for each column, empty if absent.

    `columns` are the keys of those that the file has.
    """

    rows: Iterator[tuple[int, Sequence[Cell]]]
    sheet: StreamedSheet
    columns: frozenset[str]


@contextmanager
def open_correction_file(
    path: Path, *, name: str | None = None, limits: Limits = CORRECTION_LIMITS
) -> Iterator[CorrectionFile]:
    """Raises WorkbookRefused when the file as a whole cannot be read, here or from its rows."""
    with open_sheet(path, name=name, limits=limits) as sheet:
        table = find_columns(sheet.rows, CORRECTION_COLUMNS)
        if not {EMAIL.key, PHONE.key} & set(table.positions):
            raise ColumnsNotFound(
                _(
                    "Colonnes introuvables : « %(email)s » et « %(phone)s ». Gardez au moins l’une"
                    " des deux dans la ligne d’en-tête."
                )
                % {"email": EMAIL.title, "phone": PHONE.title}
            )
        yield CorrectionFile(_cells(table), sheet, frozenset(table.positions))


def _cells(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    cells_of = table.picker([column.key for column in CORRECTION_COLUMNS])
    for row in table.rows:
        yield row.number, cells_of(row)
