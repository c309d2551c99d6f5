"""What a bench prints: ours, the peer, their ratio, the goal, met or not."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds for each repetition of one thing."""

    name: str
    seconds: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def percentile(self, rank: int) -> float:
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[rank - 1]


@dataclass(frozen=True, slots=True)
class Goal:
    """`figure` must not pass `limit`; both in `unit`."""

    name: str
    figure: float
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.figure <= self.limit

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return f"{self.name:58} {self.figure:10.3f} {self.unit:6} goal {self.limit:8.3f}  {verdict}"


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:8.1f}"


def print_goals(goals: list[Goal]) -> None:
    for goal in goals:
        print(goal)
    met = sum(goal.is_met for goal in goals)
    print(f"{met} goals met, {len(goals) - met} missed")
