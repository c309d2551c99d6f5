"""The figures that the project publishes (docs/concerns/mail.md), on real returned messages."""

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from escale.bounces.parsing.parse import parse
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient
from tests.corpora import CORPORA, needs_corpora

pytestmark = needs_corpora
FAILURES = {"ERR", "ERR_OTHER"}
UNHARMED = {"DELAY", "NOCHANGE"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One file: what its label says of each recipient, and what we read."""

    name: str
    confidence: str
    is_report: bool
    expected: dict[str, tuple[str, str]]
    """Class and reason, by address."""
    read: dict[str, BouncedRecipient]
    seconds: float

    @property
    def failed(self) -> set[str]:
        return {key for key, said in self.read.items() if said.bounce_class == BounceClass.FAILED}


def labelled() -> Iterator[Labelled]:
    with (CORPORA / "manifest.csv").open() as manifest:
        rows = [row for row in csv.DictReader(manifest) if row["kind"] == "bounce"]
    for row in rows:
        content = (CORPORA / row["file"]).read_bytes()
        started = time.monotonic()
        parsed = parse(content)
        yield Labelled(
            name=row["file"],
            confidence=row["confidence"],
            is_report=b"message/delivery-status" in content.lower(),
            expected={
                one["recipient"].lower(): (one["class"], one["reason"])
                for one in json.loads(row["recipients"] or "[]")
            },
            read={said.address.lower(): said for said in parsed.recipients},
            seconds=time.monotonic() - started,
        )


@pytest.fixture(scope="module")
def files() -> list[Labelled]:
    return list(labelled())


@pytest.mark.parametrize(
    ("form", "goal"), [("report", 98), ("words", 85), ("all", 93)], ids=["report", "words", "all"]
)
def test_failed_recipients_are_found(files: list[Labelled], form: str, goal: int) -> None:
    counts: Counter[bool] = Counter()
    for file in files:
        if file.confidence == "high" and form in ("all", "report" if file.is_report else "words"):
            counts.update(
                address in file.failed
                for address, (kind, _reason) in file.expected.items()
                if kind in FAILURES
            )
    share = 100 * counts[True] / counts.total()
    print(f"{form}: {counts[True]} of {counts.total()} found ({share:.1f} %)")  # noqa: T201
    assert share >= goal


def test_nobody_is_wrongly_failed(files: list[Labelled]) -> None:
    """Two reports say `Action: failed`, 4.4.7 « message expired », and are labelled « delay ».

    They are failures to us (RFC 3464), as their twins with another label are.
    """
    wrong = [
        file.name
        for file in files
        for address, (kind, _reason) in file.expected.items()
        if kind in UNHARMED
        and file.failed & {address, ""}
        and all(said.status != "4.4.7" for said in file.read.values())
    ]
    strangers = [
        file.name
        for file in files
        if not file.expected and file.failed and file.confidence not in ("robust", "low")
    ]
    assert wrong + strangers == []


def test_addresses_that_do_not_exist_are_never_held_against_us(files: list[Labelled]) -> None:
    held = [
        file.name
        for file in files
        for address, (kind, _reason) in file.expected.items()
        if kind == "ERR" and address in file.failed and file.read[address].reason == "ours"
    ]
    assert held == []


def test_every_failure_has_one_of_our_causes(files: list[Labelled]) -> None:
    assert all(file.read[address].reason for file in files for address in file.failed)


def test_reading_is_quick(files: list[Labelled]) -> None:
    seconds = sorted(file.seconds for file in files)
    print(f"median {seconds[len(seconds) // 2]:.4f} s, worst {seconds[-1]:.4f} s")  # noqa: T201
    assert seconds[-1] < 2
