"""Pytest plugin: says how long each part of the suite takes, so that none grows unseen."""

from collections import Counter
from typing import Any

# Of all processes together, in seconds: a part below it is told with the others.
LEAST_SECONDS = 10.0


def pytest_terminal_summary(terminalreporter: Any) -> None:
    tests, seconds = Counter[str](), Counter[str]()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                part = part_of(report.nodeid)
                seconds[part] += report.duration
                tests[part] += report.when == "call"
    for part in [part for part, spent in seconds.items() if spent < LEAST_SECONDS]:
        seconds["others"] += seconds.pop(part)
        tests["others"] += tests.pop(part)
    if sum(tests.values()) > 1:
        terminalreporter.write_sep("-", "seconds of each part, in all processes")
        for part, spent in seconds.most_common():
            terminalreporter.write_line(f"{spent:7.1f} s {tests[part]:5} tests  {part}")


def part_of(nodeid: str) -> str:
    """A package of the product, a folder of the tests, or what crosses packages."""
    first, second, *_ = nodeid.split("::")[0].split("/")
    return first if second.endswith(".py") else f"{first}/{second}"
