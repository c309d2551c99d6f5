"""Pytest plugin: where `CI` is `true` nothing is left out; elsewhere a run says what, and why.

A test that cannot run there for want of a tool has failed: `.ci/run` installs what is missing. What
may be left out all the same is named here.
"""

import os
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

NO_CORPORA = "no corpora here: set ESCALE_CORPORA to their folder"
FULL_SIZE_ONLY = "at full size only: make drills"
ON_SEVERAL_HOSTS = "several minutes: make hosts-drill"
# The corpora are no part of the project, and some drills have a command of their own.
LAWFUL = {NO_CORPORA, FULL_SIZE_ONLY, ON_SEVERAL_HOSTS}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report)
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What is left out, and how to run it."""
    reports = terminalreporter.stats.get("skipped", [])
    for reason, tests in Counter(map(_reason, reports)).most_common():
        terminalreporter.write_line(f"{tests} left out: {reason}")


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = _reason(report)
    if reason and reason not in LAWFUL and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} may not be left out here: {reason}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why it was skipped; empty for what ran, and for what is expected to fail."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return ""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
