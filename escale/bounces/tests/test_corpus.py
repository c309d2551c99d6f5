"""The figures that the project publishes (docs/concerns/mail.md), on real returned messages."""

import pytest

from tests.bounce_figures import CAUSES, Labelled, causes, found, labelled, wrongly_failed
from tests.corpora import needs_corpora

pytestmark = needs_corpora


@pytest.fixture(scope="module")
def files() -> list[Labelled]:
    return labelled()


@pytest.mark.parametrize(("in_reports", "goal"), [(True, 98), (False, 92)])
def test_failed_recipients_are_found(files: list[Labelled], in_reports: bool, goal: int) -> None:
    assert found(files, lambda file: file.is_report == in_reports).percent >= goal


def test_nobody_is_wrongly_failed(files: list[Labelled]) -> None:
    assert wrongly_failed(files) == []


@pytest.mark.parametrize("sure", [True, False])
def test_causes_are_right_where_they_are_told(files: list[Labelled], sure: bool) -> None:
    share, wrong = causes(files, sure=sure)
    assert share.total > 100
    assert share.percent >= 95, wrong


def test_addresses_that_do_not_exist_are_never_held_against_us(files: list[Labelled]) -> None:
    held = [
        file.name
        for file in files
        for address, (kind, reason) in file.expected.items()
        if kind == "ERR" and reason in CAUSES and address in file.failed
        if file.read[address].reason == "ours"
    ]
    assert held == []


def test_every_failure_has_one_of_our_causes(files: list[Labelled]) -> None:
    assert all(file.read[address].reason for file in files for address in file.failed)


def test_reading_is_quick(files: list[Labelled]) -> None:
    assert max(file.seconds for file in files) < 2
