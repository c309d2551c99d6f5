"""Delimited text as spreadsheets save it: its encoding, its separator, its rows.

Runs inside the parsing child.
"""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from escale.workbooks.refusals import FileRefused, Refusal

SEPARATORS = ";,\t"
SNIFFED_ROWS = 20
SNIFFED_CHARACTERS = 64 * 1024
# The first bytes of files that are no text at all, whatever their name says.
BINARY_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
PAGE_MARKS = (b"<!doctype", b"<html", b"<?xml")


def delimited_rows(data: bytes) -> Iterator[list[str]]:
    """Each row of the text, blank ones as empty lists, in the order a spreadsheet shows them."""
    text = decode(data)
    separator, text = declared_separator(text)
    try:
        # Strict: a quote left open would swallow the rows that follow it into one cell.
        yield from csv.reader(
            StringIO(text, newline=""), delimiter=separator or sniff(text), strict=True
        )
    except csv.Error:
        raise FileRefused(Refusal.QUOTES) from None


def decode(data: bytes) -> str:
    if data.startswith(BINARY_MARKS) or data[:200].lstrip().lower().startswith(PAGE_MARKS):
        raise FileRefused(Refusal.FORMAT_MISMATCH)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(Refusal.ENCODING) from None


def declared_separator(text: str) -> tuple[str | None, str]:
    """What Excel's `sep=;` first line announces, and the text without that line."""
    first, newline, rest = text.partition("\n")
    announced = first.strip("\r").lower()
    if newline and announced.startswith("sep=") and len(announced) == 5:
        return announced[-1], rest
    return None, text


def sniff(text: str) -> str:
    """The separator that cuts the first rows into the most cells."""
    return max(SEPARATORS, key=lambda separator: _cells_of_first_rows(text, separator))


def _cells_of_first_rows(text: str, separator: str) -> int:
    reader = csv.reader(StringIO(text[:SNIFFED_CHARACTERS], newline=""), delimiter=separator)
    cells = 0
    for _index, row in zip(range(SNIFFED_ROWS), reader, strict=False):
        cells += max(0, len(row) - 1)
    return cells
