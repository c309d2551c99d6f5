"""Delimited text as spreadsheets save it: its letters, its separator, its rows.

Runs inside the parsing child.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from escale.workbooks.encodings import decoded
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.titles import KnownTitles, most_named

SEPARATORS = ";,\t|"
SNIFFED_ROWS = 20
SNIFFED_CHARACTERS = 64 * 1024
# The first bytes of files that are no text at all, whatever their name says.
BINARY_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
PAGE_MARKS = (b"<!doctype", b"<html", b"<?xml")


@dataclass(frozen=True)
class Delimited:
    """`doubtful` are words whose accents somebody should look at."""

    text: str
    separator: str
    doubtful: tuple[str, ...] = ()

    def rows(self) -> Iterator[list[str]]:
        """Each row, blank ones as empty lists, in the order a spreadsheet shows them."""
        # Strict: a quote left open would swallow the rows that follow it into one cell.
        reader = csv.reader(StringIO(self.text, newline=""), delimiter=self.separator, strict=True)
        line = 0
        try:
            for row in reader:
                yield row
                line = reader.line_num
        except csv.Error:
            raise FileRefused(Refusal.QUOTES, line + 1) from None


def read_delimited(data: bytes, titles: KnownTitles) -> Delimited:
    """The reading that finds the titles. Raises FileRefused."""
    if data.startswith(BINARY_MARKS) or data[:200].lstrip().lower().startswith(PAGE_MARKS):
        raise FileRefused(Refusal.FORMAT_MISMATCH)
    letters = decoded(data, lambda text: _best_separator(text, titles)[0])
    announced, text = declared_separator(letters.text)
    separator = announced or _best_separator(text, titles)[2]
    return Delimited(text, separator, letters.doubtful)


def declared_separator(text: str) -> tuple[str | None, str]:
    """What Excel's `sep=;` first line announces, and the text without that line."""
    first, newline, rest = text.partition("\n")
    announced = first.strip("\r").lower()
    if newline and announced.startswith("sep=") and len(announced) == 5:
        return announced[-1], rest
    return None, text


def _best_separator(text: str, titles: KnownTitles) -> tuple[int, int, str]:
    """How many titles it finds in a row, then how many cells it cuts; the first of equals."""
    found = []
    for separator in SEPARATORS:
        rows = _first_rows(text, separator)
        cells = sum(max(0, len(row) - 1) for row in rows)
        found.append((most_named(rows, titles), cells, separator))
    return max(found, key=lambda one: one[:2])


def _first_rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text[:SNIFFED_CHARACTERS], newline=""), delimiter=separator)
    try:
        return list(islice(reader, SNIFFED_ROWS))
    except csv.Error:
        return []
