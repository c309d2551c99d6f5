"""A sheet as it was read: rows under the sheet's own numbers, cells with their own types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# An empty cell is the empty string; a whole number comes as int, whatever the file calls it.
Cell = str | int | float | bool | datetime | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the sheet that is read before its rows are.

    `height` counts blank rows too; `first_column` is where its cells begin, 0 for A. `others` are
    the sheets that are not read: name, rows of data, how many titles they name. `is_verified`:
    whether errors, formats and hidden rows could be looked at. `doubtful`: words whose accents
    somebody should look at.
    """

    name: str
    height: int
    first_column: int = 0
    others: Sequence[tuple[str, int, int]] = ()
    is_verified: bool = True
    doubtful: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` leaves blank ones out; `blank_rows` counts those between the first and the last."""

    about: About
    rows: list[Row]
    blank_rows: int = 0
    hidden_rows: Sequence[int] = ()

    @property
    def name(self) -> str:
        return self.about.name


@dataclass(slots=True)
class StreamedSheet:
    """The same as it is being parsed: `rows` come once, one by one, in the sheet's order.

    `blank_rows` and `hidden_rows` are known once the last row has come.
    """

    about: About
    rows: Iterator[Row]
    blank_rows: int = 0
    hidden_rows: Sequence[int] = ()
