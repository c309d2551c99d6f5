"""Reading a file of beneficiaries to order for: every row judged, none kept in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from escale.exchange.columns import OUR_NOTES
from escale.exchange.judging import Judge, JudgedRow
from escale.exchange.told import NOTHING_SAID, Said
from escale.workbooks.headers import Table
from escale.workbooks.limits import ORDER_LIMITS
from escale.workbooks.notes import notes_of
from escale.workbooks.tables import OpenTable, Reading, open_table


@dataclass(frozen=True)
class OrderFile:
    """`rows` come once; `height` is how many lines the sheet has, to tell how far one is."""

    rows: Iterator[JudgedRow]
    height: int
    opened: OpenTable | None = None
    name: str = ""

    @property
    def blank_rows(self) -> int:
        """Passed over so far; all of them once the rows have come."""
        return self.opened.sheet.blank_rows if self.opened else 0

    @property
    def notes(self) -> list[str]:
        """How it was read, once the rows have come."""
        return notes_of(self.opened, self.name, OUR_NOTES) if self.opened else []


@contextmanager
def open_order_file(
    path: Path, judge: Judge, *, name: str | None = None, said: Said = NOTHING_SAID
) -> Iterator[OrderFile]:
    """Raises WorkbookRefused when the file as a whole cannot be read, here or from its rows."""
    reading = Reading(judge.columns, said.habits, said.answers, ORDER_LIMITS)
    with open_table(path, reading, name=name) as opened:
        rows = _judged(opened.table, judge)
        yield OrderFile(rows, opened.sheet.about.height, opened, name or path.name)


def _judged(table: Table, judge: Judge) -> Iterator[JudgedRow]:
    cells_of = table.picker([column.key for column in judge.columns])
    for row in table.rows:
        yield judge.judge(row.number, cells_of(row))
