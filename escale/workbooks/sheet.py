"""A sheet as it was read: rows under the sheet's own numbers, cells with their own types."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# An empty cell is the empty string; a whole number comes as int, whatever the file calls it.
Cell = str | int | float | bool | datetime | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` leaves blank ones out; `blank_rows` counts those between the first and the last."""

    name: str
    rows: list[Row]
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class StreamedSheet:
    """The same with its rows still on disk: they come once, one by one, in the sheet's order."""

    name: str
    rows: Iterator[Row]
    row_count: int
    blank_rows: int
