"""Writing a workbook that opens without a repair, keeps its zeros and computes nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from escale.workbooks.plain_rows import Row, TableSheet

MAX_CELL_LENGTH = 32_767
SHEET_NAME_LENGTH = 31
LAST_ROW = 1_048_575
# What a spreadsheet shows of a hint.
HINT_TITLE_LENGTH = 32
HINT_LENGTH = 255
OPTIONS = {
    "constant_memory": True,
    # Whatever a text looks like, it stays that text: no formula, link or number is made of it.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Of columns that are not to be typed in, where others are. Nothing is locked: rows are deleted,
# sorted, helped by columns of one's own; who reads the file back refuses what may not change.
GREY = "#ECEAE6"
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# No XML document can carry these, even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(Enum):
    TEXT = "@"
    NUMBER = "General"
    EUROS = '#,##0.00\\ "€"'


@dataclass(frozen=True)
class WrittenColumn:
    """`is_typed`: to be typed in; where a sheet has such a column, the others are grey.

    `hint` is shown by the spreadsheet beside the cell that is selected.
    """

    title: str
    width: int = 16
    kind: Kind = Kind.TEXT
    is_typed: bool = False
    hint: str = ""


@dataclass(frozen=True)
class WrittenSheet:
    """`facts`, names and values, stand above the table."""

    name: str
    columns: Sequence[WrittenColumn]
    rows: Iterable[Row]
    facts: Sequence[tuple[str, str]] = ()

    @property
    def header(self) -> int:
        """The row of the table's titles: a blank one parts it from the facts."""
        return len(self.facts) + 1 if self.facts else 0


def write_workbook(
    target: BinaryIO | Path,
    columns: Sequence[WrittenColumn],
    rows: Iterable[Row],
    *,
    sheet_name: str = "Feuille1",
) -> int:
    """Write an .xlsx of one sheet; return the number of rows under its titles."""
    return write_sheets(target, [WrittenSheet(sheet_name, columns, rows)])[0]


def write_sheets(target: BinaryIO | Path, sheets: Sequence[WrittenSheet]) -> list[int]:
    """Write an .xlsx of tables, their titles frozen; return the number of rows of each.

    Rows are consumed one by one and never kept, so that memory stays flat. Text columns have the
    text format down to the last row of the sheet, so that rows typed later keep their zeros too.
    """
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, OPTIONS) as book:
        return [_write_sheet(book, sheet) for sheet in sheets]


def _write_sheet(book: xlsxwriter.Workbook, written: WrittenSheet) -> int:
    sheet = book.add_worksheet(_sheet_name(written.name), TableSheet)
    formats = _lay_out(book, sheet, written)
    sheet.use_formats(formats)
    count = 0
    for count, row in enumerate(written.rows, start=1):
        if not sheet.write_plain_row(written.header + count, row):
            _write_row(sheet, written.header + count, row, formats)
    if count:
        last_column = len(written.columns) - 1
        sheet.autofilter(written.header, 0, written.header + count, last_column)
    return count


def _lay_out(book: xlsxwriter.Workbook, sheet: Worksheet, written: WrittenSheet) -> list[Format]:
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    title = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    formats = []
    has_typed = any(column.is_typed for column in written.columns)
    for position, column in enumerate(written.columns):
        look = {"bg_color": GREY} if has_typed and not column.is_typed else {}
        cell = book.add_format({"num_format": column.kind.value, **look})
        sheet.set_column(position, position, column.width, cell)
        formats.append(cell)
    for number, (name, value) in enumerate(written.facts):
        sheet.write_string(number, 0, writable(name), bold)
        sheet.write_string(number, 1, writable(value), text)
    for position, column in enumerate(written.columns):
        sheet.write_string(written.header, position, column.title, title)
    sheet.freeze_panes(written.header + 1, 0)
    _add_hints(sheet, written)
    return formats


def _add_hints(sheet: Worksheet, written: WrittenSheet) -> None:
    for position, column in enumerate(written.columns):
        if column.hint:
            told = {
                "validate": "any",
                "input_title": column.title[:HINT_TITLE_LENGTH],
                "input_message": column.hint[:HINT_LENGTH],
            }
            sheet.data_validation(written.header, position, LAST_ROW, position, told)


def _write_row(sheet: Worksheet, number: int, row: Row, formats: list[Format]) -> None:
    for position, (value, cell_format) in enumerate(zip(row, formats, strict=True)):
        if isinstance(value, str):
            # An empty text still leaves a cell with its format.
            sheet.write_string(number, position, writable(value), cell_format)
        else:
            sheet.write_number(number, position, value, cell_format)


def writable(text: str) -> str:
    """The text without what a cell cannot hold. The library would drop a longer one silently."""
    return _NOT_XML.sub("", text)[:MAX_CELL_LENGTH]


def _sheet_name(name: str) -> str:
    return _FORBIDDEN_IN_SHEET_NAME.sub(" ", name)[:SHEET_NAME_LENGTH].strip("' ") or "Feuille1"
