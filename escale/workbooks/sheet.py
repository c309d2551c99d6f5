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


@dataclass(slots=True)
class StreamedSheet:
    """The same as it is being parsed: `rows` come once, one by one, in the sheet's order.

    `height` counts blank rows too. `blank_rows` is known once the last row has come.
    """

    name: str
    height: int
    rows: Iterator[Row]
    blank_rows: int = 0
