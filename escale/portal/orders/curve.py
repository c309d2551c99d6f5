"""The activations of an order as a curve: its figures, and where an SVG draws them.

Dates and numbers in, attributes out. The drawing is `span` days wide and `total` dotations high,
and the browser stretches it: a day's figures are reached at its end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from escale.dotations.figures import Activity, Day

# A line of the table is one day, as long as the order takes no more than a month; then a week.
PERIODS = ((31, 1), (371, 7))
LONG_PERIOD = 28
# Marks of the axis, in days: dates stay readable on a telephone.
MOST_MARKS = 6
MARKS = (1, 2, 7, 14, 28, 56, 112, 364, 728)
# From so many days on, the year says more than the day.
LONG_MARK = 112


@dataclass(frozen=True, slots=True)
class Period:
    """A line of the table: what there was, in all, at the end of its last day."""

    first: date
    last: date
    accounts: int
    activated: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A date under the axis, `at` a share of its width."""

    label: str
    at: str


@dataclass(frozen=True, slots=True)
class Curve:
    """`days` are the figures in all at the end of those days on which something happened."""

    start: date
    end: date
    total: int
    days: tuple[Day, ...]

    @property
    def span(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def accounts(self) -> int:
        return self.days[-1].accounts if self.days else 0

    @property
    def activated(self) -> int:
        return self.days[-1].activated if self.days else 0

    @property
    def half_on(self) -> date | None:
        """When half of the dotations were activated."""
        return next((day.day for day in self.days if 2 * day.activated >= self.total), None)

    @property
    def accounts_line(self) -> str:
        return self._line(lambda day: day.accounts)

    @property
    def activated_line(self) -> str:
        return self._line(lambda day: day.activated)

    @property
    def activated_area(self) -> str:
        """The same, closed along the axis."""
        return f"{self.activated_line} {self.span},{self.total}"

    @property
    def marks(self) -> list[Mark]:
        step = next((days for days in MARKS if self.span <= days * MOST_MARKS), self.span)
        shape = "%m/%Y" if step >= LONG_MARK else "%d/%m"
        return [
            Mark(f"{self.start + timedelta(days):{shape}}", f"{100 * days / self.span:.2f}%")
            for days in range(0, self.span, step)
        ]

    @property
    def by_day(self) -> bool:
        return self._period == 1

    @property
    def periods(self) -> list[Period]:
        """Those in which something happened, as many lines as a table can hold."""
        last_of = {self._index(day.day): day for day in self.days}
        return [
            Period(*self._bounds(index), day.accounts, day.activated)
            for index, day in last_of.items()
        ]

    @property
    def _period(self) -> int:
        return next((days for most, days in PERIODS if self.span <= most), LONG_PERIOD)

    def _index(self, day: date) -> int:
        return (day - self.start).days // self._period

    def _bounds(self, index: int) -> tuple[date, date]:
        first = self.start + timedelta(index * self._period)
        return first, min(first + timedelta(self._period - 1), self.end)

    def _line(self, height: Callable[[Day], int]) -> str:
        """Coordinates from the axis up, which SVG counts from the top; flat where nothing came."""
        corners, reached = [(0, 0)], 0
        for day in self.days:
            x = (day.day - self.start).days
            corners += [(x, reached), (x + 1, height(day))]
            reached = height(day)
        corners.append((self.span, reached))
        return " ".join(f"{x},{self.total - y}" for x, y in dict.fromkeys(corners))


def activation_curve(activity: Activity, *, total: int, until: date) -> Curve | None:
    """From the first e-mail until that day; None while there is nothing to show."""
    if activity.since is None or not total:
        return None
    end = max([until, activity.since, *(day.day for day in activity.days)])
    return Curve(activity.since, end, total, tuple(_in_all(activity.days)))


def _in_all(days: tuple[Day, ...]) -> Iterator[Day]:
    accounts = activated = 0
    for day in days:
        accounts += day.accounts
        activated += day.activated
        yield Day(day.day, accounts, activated)
