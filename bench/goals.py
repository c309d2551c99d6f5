"""What a bench declares, and the one table that all of them print."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# What was measured, by name, in the unit of the goal.
Figures = Mapping[str, float]
HEAD = ("what", "ours", "peer", "limit", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Goal:
    """`ours` alone, or its ratio to a peer or a limit, must stay on one side of `bound`.

    Against a peer the ratio says how many times faster ours is; against a limit, how many times
    slower.
    """

    bound: float
    what: str = ""
    ours: str = "ours"
    peer: str = ""
    limit: str = ""
    unit: str = ""

    @property
    def needs(self) -> set[str]:
        """What must have been measured: slow peers are asked about few items only."""
        return {self.ours, self.peer or self.limit or self.ours}

    def figure(self, figures: Figures) -> float:
        ours = figures[self.ours]
        if self.peer:
            return figures[self.peer] / ours
        return ours / figures[self.limit] if self.limit else ours

    def is_met(self, figure: float) -> bool:
        return figure >= self.bound if self.peer else figure <= self.bound


def faster(peer: str, times: float, *, what: str = "", ours: str = "ours", unit: str = "") -> Goal:
    return Goal(times, what=what, ours=ours, peer=peer, unit=unit)


def within(limit: str, times: float, *, what: str = "", ours: str = "ours", unit: str = "") -> Goal:
    return Goal(times, what=what, ours=ours, limit=limit, unit=unit)


def at_most(bound: float, unit: str, *, what: str, ours: str) -> Goal:
    return Goal(bound, what=what, ours=ours, unit=unit)


@dataclass(frozen=True, slots=True)
class Bench:
    """One thing measured at several sizes: `measure(size)` gives the figures its goals name.

    `slope` is how much dearer an item may be when there are ten times more of them.
    """

    title: str
    unit: str
    quick: Sequence[int]
    full: Sequence[int]
    goals: Sequence[Goal]
    measure: Callable[[int], Figures]
    slope: float | None = None

    def lines(self, sizes: Sequence[int]) -> list["Line"]:
        measured = {size: self.measure(size) for size in sizes}
        lines = [
            self._line(f"{self.title} {counted(size)}", goal, figures)
            for size, figures in measured.items()
            for goal in self.goals
            if goal.needs <= figures.keys()
        ]
        if self.slope:
            for small, large in pairwise(sizes):
                figures = {"ours": measured[large]["ours"], "limit": measured[small]["ours"]}
                goal = within("limit", self.slope, what=f"slope from {counted(small)}")
                lines.append(self._line(f"{self.title} {counted(large)}", goal, figures))
        return lines

    def _line(self, title: str, goal: Goal, figures: Figures) -> "Line":
        other = goal.peer or goal.limit
        return Line(
            what=f"{title}: {goal.what or other}",
            goal=goal,
            ours=figures[goal.ours],
            other=figures[other] if other else None,
            figure=goal.figure(figures),
            unit=goal.unit or self.unit,
        )


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    goal: Goal
    ours: float
    other: float | None
    figure: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.goal.is_met(self.figure)

    def cells(self) -> Sequence[str]:
        ours, sign = f"{short(self.ours)} {self.unit}", "≥" if self.goal.peer else "≤"
        verdict = "met" if self.is_met else "MISSED"
        if self.other is None:
            goal = f"{sign} {short(self.goal.bound)} {self.unit}"
            return self.what, ours, "", "", "", goal, verdict
        other = short(self.other)
        peer, limit = (other, "") if self.goal.peer else ("", other)
        return (
            self.what, ours, peer, limit, f"{short(self.figure)}x",
            f"{sign} {short(self.goal.bound)}x", verdict,
        )  # fmt: skip


def table(lines: Iterable[Line]) -> str:
    """In Markdown that reads well as it is."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    drawn = [
        "| " + " | ".join(map(str.ljust, row, widths)) + " |"
        for row in (HEAD, ["-" * width for width in widths], *rows[1:])
    ]
    return "\n".join(drawn)


def counted(size: int) -> str:
    """10 k, 10 M."""
    for unit, symbol in ((1_000_000, "M"), (1_000, "k")):
        if size >= unit and size % unit == 0:
            return f"{size // unit} {symbol}"
    return str(size)


def short(figure: float) -> str:
    """Three digits that mean something."""
    if figure >= 100:
        return f"{figure:.0f}"
    return f"{figure:.3g}"
