"""Reading a file of corrections: rows as they come, their cells in the order of the columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from escale.exchange.columns import CORRECTION_COLUMNS, EMAIL, OUR_NOTES, PHONE
from escale.exchange.told import NOTHING_SAID, Said
from escale.workbooks.headers import ColumnsNotFound, Table, with_present
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.notes import notes_of
from escale.workbooks.sheet import Cell
from escale.workbooks.tables import OpenTable, Reading, open_table


@dataclass(frozen=True)
class CorrectionFile:
    """`rows` come once: the sheet's own number, and a cell for each column, empty if absent.

    `columns` are the keys of those that the file has.
    """

    rows: Iterator[tuple[int, Sequence[Cell]]]
    opened: OpenTable
    columns: frozenset[str]
    name: str

    @property
    def notes(self) -> list[str]:
        """How it was read, once the rows have come."""
        return notes_of(self.opened, self.name, OUR_NOTES)


@contextmanager
def open_correction_file(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = CORRECTION_LIMITS,
    said: Said = NOTHING_SAID,
) -> Iterator[CorrectionFile]:
    """Raises WorkbookRefused when the file as a whole cannot be read, here or from its rows."""
    reading = Reading(CORRECTION_COLUMNS, said.habits, said.answers, limits)
    with open_table(path, reading, name=name) as opened:
        table = opened.table
        if not {EMAIL.key, PHONE.key} & set(table.positions):
            raise _no_contact(opened)
        yield CorrectionFile(_cells(table), opened, frozenset(table.positions), name or path.name)


def _no_contact(opened: OpenTable) -> ColumnsNotFound:
    sentence = _(
        "Colonnes introuvables : « %(email)s » et « %(phone)s ». Gardez au moins l’une des deux"
        " dans la ligne d’en-tête."
    ) % {"email": EMAIL.title, "phone": PHONE.title}
    seen = opened.table.seen
    return ColumnsNotFound(with_present(sentence, seen), seen, opened.sheet.about)


def _cells(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    cells_of = table.picker([column.key for column in CORRECTION_COLUMNS])
    for row in table.rows:
        yield row.number, cells_of(row)
