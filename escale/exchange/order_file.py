"""Reading a file of beneficiaries to order for: every row judged, none kept in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from escale.exchange.judging import Judge, JudgedRow
from escale.workbooks.headers import Table, find_columns
from escale.workbooks.limits import ORDER_LIMITS
from escale.workbooks.reading import open_sheet


@dataclass(frozen=True)
class OrderFile:
    """`rows` come once; `row_count` is how many lines the sheet holds, its header among them."""

    rows: Iterator[JudgedRow]
    row_count: int
    blank_rows: int


@contextmanager
def open_order_file(path: Path, judge: Judge, *, name: str | None = None) -> Iterator[OrderFile]:
    """Raises WorkbookRefused when the file as a whole cannot be read."""
    with open_sheet(path, name=name, limits=ORDER_LIMITS) as sheet:
        table = find_columns(sheet.rows, judge.columns)
        yield OrderFile(_judged(table, judge), sheet.row_count, sheet.blank_rows)


def _judged(table: Table, judge: Judge) -> Iterator[JudgedRow]:
    cells_of = table.picker([column.key for column in judge.columns])
    for row in table.rows:
        yield judge.judge(row.number, cells_of(row))
