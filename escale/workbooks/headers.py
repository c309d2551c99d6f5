"""Finding the table in a sheet made by a person: which row is the header, which column is which."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from escale.kernel.punctuation import quoted
from escale.kernel.text import clean, fold
from escale.workbooks.errors import WorkbookRefused
from escale.workbooks.sheet import Cell, Row

# A title, a date, a word of explanation may stand above the table; not more than this.
HEADER_SEARCHED_ROWS = 20


@dataclass(frozen=True)
class Column:
    """`title` is what we write and name in messages; `synonyms` are what else people call it."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Table:
    """The rows under the header row `header_number`, and where each known column stands in them."""

    header_number: int
    positions: dict[str, int]
    rows: Iterable[Row]
    ignored_titles: list[str] = field(default_factory=list)

    def cell(self, row: Row, key: str) -> Cell:
        """Empty where the sheet has no such column or the row ends before it."""
        position = self.positions.get(key)
        if position is None or position >= len(row.cells):
            return ""
        return row.cells[position]

    def picker(self, keys: Sequence[str]) -> Callable[[Row], list[Cell]]:
        """What takes the cells of these columns out of a row, in this order: for many rows."""
        positions = [self.positions.get(key, -1) for key in keys]

        def pick(row: Row) -> list[Cell]:
            cells, width = row.cells, len(row.cells)
            return [cells[at] if 0 <= at < width else "" for at in positions]

        return pick


class ColumnsNotFound(WorkbookRefused):
    code = "columns-not-found"


class ColumnsAmbiguous(WorkbookRefused):
    code = "columns-ambiguous"


def find_columns(rows: Iterable[Row], columns: Sequence[Column]) -> Table:
    """The table whose header names the most columns, in any order, wherever it starts.

    Raises ColumnsNotFound or ColumnsAmbiguous, naming the columns in question.
    """
    coming = iter(rows)
    searched = list(islice(coming, HEADER_SEARCHED_ROWS))
    if not searched:
        raise _not_found(columns)
    names = [_named_columns(row, columns) for row in searched]
    best = max(range(len(searched)), key=lambda index: len(names[index]))
    if not names[best]:
        raise _not_found(columns)
    missing = [column for column in columns if column.required and column.key not in names[best]]
    if missing:
        raise _not_found(missing)
    header = searched[best]
    positions = {column.key: _only_position(header, column, names[best]) for column in columns
                 if column.key in names[best]}  # fmt: skip
    ignored = [
        clean(str(cell))
        for position, cell in enumerate(header.cells)
        if cell != "" and position not in positions.values()
    ]
    return Table(header.number, positions, chain(searched[best + 1 :], coming), ignored)


def normal_name(text: str) -> str:
    """Headers are compared on their letters and digits alone: « N° de tél. » is « n de tel »."""
    return "".join(character for character in fold(clean(text)) if character.isalnum())


def _named_columns(row: Row, columns: Sequence[Column]) -> dict[str, list[int]]:
    """For each column named in this row, the positions of the cells that name it.

    A cell with the exact title wins over synonyms: « Nom » beside « Nom de famille ».
    """
    cells = [normal_name(cell) if isinstance(cell, str) else "" for cell in row.cells]
    named: dict[str, list[int]] = {}
    for column in columns:
        exact = _positions(cells, {normal_name(column.title)})
        found = exact or _positions(cells, {normal_name(name) for name in column.synonyms})
        if found:
            named[column.key] = found
    return named


def _positions(cells: list[str], names: set[str]) -> list[int]:
    return [position for position, cell in enumerate(cells) if cell and cell in names]


def _only_position(header: Row, column: Column, named: dict[str, list[int]]) -> int:
    positions = named[column.key]
    if len(positions) > 1:
        titles = ", ".join(quoted(clean(str(header.cells[position]))) for position in positions)
        raise ColumnsAmbiguous(
            _(
                "Ligne %(number)s : plusieurs colonnes peuvent être « %(column)s » (%(titles)s)."
                " N’en gardez qu’une."
            )
            % {"number": header.number, "column": column.title, "titles": titles}
        )
    return positions[0]


def _not_found(columns: Sequence[Column]) -> ColumnsNotFound:
    titles = ", ".join(quoted(column.title) for column in columns if column.required)
    return ColumnsNotFound(
        _(
            "Colonnes introuvables : %(titles)s. Nommez-les ainsi dans une même ligne d’en-tête,"
            " au-dessus des données."
        )
        % {"titles": titles}
    )
