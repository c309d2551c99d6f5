"""Lines are kept under the package whose test runs; what is not measured stops the measure."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests import coverage_contexts


class Measure:
    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self) -> None:
        self.told.append("start")

    def stop(self) -> None:
        self.told.append("stop")

    def switch_context(self, name: str) -> None:
        self.told.append(name)


def test_each_package_has_its_own_and_sweeps_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = Measure()
    monkeypatch.setattr("coverage.Coverage.current", lambda: measure)
    monkeypatch.setattr(coverage_contexts, "_last", [""])
    for path in ("escale/sms/tests/a", "escale/sms/tests/b", "tests/sweeps/c", "escale/orders/d"):
        item: Any = SimpleNamespace(nodeid=f"{path}.py::test_it")
        running = cast(Any, coverage_contexts.pytest_runtest_protocol)(item)
        next(running)
    assert measure.told == [
        *("escale/sms", "tests/sweeps", "stop"),
        *("start", "escale/orders"),
    ]
