"""Seconds, in turn: whatever else the machine does, it does to all that is compared."""

import re
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# A median of fewer says little on a shared machine.
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds of each round of one thing."""

    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def percentile(self, rank: int) -> float:
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[rank - 1]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def clocked(action: Callable[[], object]) -> Callable[[], float]:
    """The same as something that says how long it took."""
    return lambda: timed(action)


def in_turn(actions: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, Measure]:
    """Each action once a round; what each returns is its seconds."""
    measures = {name: Measure() for name in actions}
    for _round in range(rounds):
        for name, action in actions.items():
            measures[name].seconds.append(action())
    return measures


def per_item(measures: Mapping[str, Measure], items: Mapping[str, int]) -> dict[str, float]:
    """Medians in microseconds for one of so many items."""
    return {name: measure.median / items[name] * 1e6 for name, measure in measures.items()}


def resident(pid: int | str = "self", what: str = "VmRSS") -> float:
    """Mebibytes that a process holds now; at its worst moment, with VmHWM."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024
