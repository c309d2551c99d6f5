"""Pytest plugin: whose tests ran a line; coverage keeps it by package, one run gives both figures.

Sweeps ask every address for what its own tests ask already, and journeys and drills run the product
in other processes: they are not measured, and what is measured costs half as much again.
"""

from collections.abc import Generator

import pytest
from coverage import Coverage

from tests.parts import part_of

NOT_MEASURED = ("tests/sweeps", "tests/journeys", "tests/drills")
# Per process: where the last test was.
_last = [""]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    measured = Coverage.current()
    part = part_of(item.nodeid)
    if measured is not None and part != _last[0]:
        if _last[0] in NOT_MEASURED:
            measured.start()
        measured.switch_context(part)
        if part in NOT_MEASURED:
            measured.stop()
        _last[0] = part
    return (yield)
