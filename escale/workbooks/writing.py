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

MAX_CELL_LENGTH = 32_767
SHEET_NAME_LENGTH = 31
OPTIONS = {
    "constant_memory": True,
    # Whatever a text looks like, it stays that text: no formula, link or number is made of it.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# What a person may still do on a protected sheet: sort, filter, widen, hide.
ALLOWED_WHEN_PROTECTED = {
    "sort": True,
    "autofilter": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# No XML document can carry these, even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(Enum):
    TEXT = "@"
    NUMBER = "General"


@dataclass(frozen=True)
class WrittenColumn:
    """`unlocked` leaves its cells open to typing; any unlocked column protects all the others."""

    title: str
    width: int = 16
    kind: Kind = Kind.TEXT
    unlocked: bool = False


def write_workbook(
    target: BinaryIO | Path,
    columns: Sequence[WrittenColumn],
    rows: Iterable[Sequence[str | int]],
    *,
    sheet_name: str = "Feuille1",
) -> int:
    """Write an .xlsx with one frozen header row; return the number of rows under it.

    Rows are consumed one by one and never kept, so that memory stays flat. Text columns have the
    text format down to the last row of the sheet, so that rows typed later keep their zeros too.
    """
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, OPTIONS) as book:
        sheet = book.add_worksheet(_sheet_name(sheet_name))
        formats = _lay_out(book, sheet, columns)
        count = 0
        for count, row in enumerate(rows, start=1):
            _write_row(sheet, count, row, formats)
        if count:
            sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def _lay_out(
    book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[WrittenColumn]
) -> list[Format]:
    header = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    formats = []
    for position, column in enumerate(columns):
        cell = book.add_format({"num_format": column.kind.value, "locked": not column.unlocked})
        sheet.set_column(position, position, column.width, cell)
        sheet.write_string(0, position, column.title, header)
        formats.append(cell)
    sheet.freeze_panes(1, 0)
    if any(column.unlocked for column in columns):
        sheet.protect(options=ALLOWED_WHEN_PROTECTED)
    return formats


def _write_row(
    sheet: Worksheet, number: int, row: Sequence[str | int], formats: list[Format]
) -> None:
    for position, (value, cell_format) in enumerate(zip(row, formats, strict=True)):
        if isinstance(value, str):
            # An empty text still leaves a cell with its format and its lock.
            sheet.write_string(number, position, _writable(value), cell_format)
        else:
            sheet.write_number(number, position, value, cell_format)


def _writable(text: str) -> str:
    """The text without what a cell cannot hold. The library would drop a longer one silently."""
    return _NOT_XML.sub("", text)[:MAX_CELL_LENGTH]


def _sheet_name(name: str) -> str:
    return _FORBIDDEN_IN_SHEET_NAME.sub(" ", name)[:SHEET_NAME_LENGTH].strip("' ") or "Feuille1"
