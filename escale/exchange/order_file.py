"""Reading a file of beneficiaries to order for: every row judged, none kept in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from escale.exchange.judging import Judge, JudgedRow
from escale.workbooks.headers import Table, find_columns
from escale.workbooks.limits import ORDER_LIMITS
from escale.workbooks.reading import open_sheet
from escale.workbooks.sheet import StreamedSheet


@dataclass(frozen=True)
class OrderFile:
    """`rows` come once; `height` is how many lines the sheet has, to tell how far one is."""

    rows: Iterator[JudgedRow]
    height: int
    sheet: StreamedSheet | None = None

    @property
    def blank_rows(self) -> int:
        """Passed over so far; all of them once the rows have come."""
        return self.sheet.blank_rows if self.sheet else 0


@contextmanager
def open_order_file(path: Path, judge: Judge, *, name: str | None = None) -> Iterator[OrderFile]:
    """Raises WorkbookRefused when the file as a whole cannot be read, here or from its rows."""
    with open_sheet(path, name=name, limits=ORDER_LIMITS) as sheet:
        table = find_columns(sheet.rows, judge.columns)
        yield OrderFile(_judged(table, judge), sheet.height, sheet)


def _judged(table: Table, judge: Judge) -> Iterator[JudgedRow]:
    cells_of = table.picker([column.key for column in judge.columns])
    for row in table.rows:
        yield judge.judge(row.number, cells_of(row))
