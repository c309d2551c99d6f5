"""The figures of `docs/concerns/mail.md`: what is read of real returned messages.

python -m tests.bounce_figures
"""

import csv
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from escale.bounces.parsing.parse import parse
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient
from escale.mailing.causes import Cause
from tests.corpora import CORPORA
from tests.skips import NO_CORPORA

FAILURES = {"ERR", "ERR_OTHER"}
UNHARMED = {"DELAY", "NOCHANGE"}
SURE = "high"
# Not to be marked whatever they hold: made to break a parser, or not labelled by a person.
UNLABELLED = {"robust", "low"}

_OURS = frozenset({Cause.OURS})
# The reasons of the labels, in our causes. Those that are not here are told by no text: an error
# of the mail program, an unspecified one.
CAUSES: Mapping[str, frozenset[Cause]] = {
    "userunknown": frozenset({Cause.UNKNOWN_ADDRESS}),
    "hasmoved": frozenset({Cause.UNKNOWN_ADDRESS}),
    # A filter that says « no such user », or refuses us.
    "filtered": frozenset({Cause.UNKNOWN_ADDRESS, Cause.OURS, Cause.REFUSED}),
    "hostunknown": frozenset({Cause.UNKNOWN_DOMAIN}),
    "notaccept": frozenset({Cause.UNKNOWN_DOMAIN}),
    "suspend": frozenset({Cause.DISABLED}),
    "mailboxfull": frozenset({Cause.MAILBOX_FULL}),
    "mesgtoobig": frozenset({Cause.TOO_LARGE}),
    "exceedlimit": frozenset({Cause.TOO_LARGE}),
    "expired": frozenset({Cause.NO_ANSWER}),
    # The domain's servers cannot be found, or do not answer.
    "networkerror": frozenset({Cause.NO_ANSWER, Cause.UNKNOWN_DOMAIN}),
    "authfailure": _OURS,
    "badreputation": _OURS,
    "blocked": _OURS,
    "contenterror": _OURS,
    "norelaying": _OURS,
    "notcompliantrfc": _OURS,
    "policyviolation": _OURS,
    "rejected": _OURS,
    "requireptr": _OURS,
    "securityerror": _OURS,
    "spamdetected": _OURS,
    "syntaxerror": _OURS,
    "toomanyconn": _OURS,
}


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

    @property
    def failures(self) -> list[str]:
        """Recipients that the label says failed."""
        return [address for address, (kind, _reason) in self.expected.items() if kind in FAILURES]


@dataclass(frozen=True, slots=True)
class Share:
    right: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.total

    def __str__(self) -> str:
        return f"{self.right} of {self.total}: {self.percent:.1f} %"


def labelled() -> list[Labelled]:
    return [_read(row) for row in _rows()]


def _rows() -> Iterator[dict[str, str]]:
    with (CORPORA / "manifest.csv").open() as manifest:
        yield from (row for row in csv.DictReader(manifest) if row["kind"] == "bounce")


def _read(row: dict[str, str]) -> Labelled:
    content = (CORPORA / row["file"]).read_bytes()
    started = time.monotonic()
    parsed = parse(content)
    return Labelled(
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


def real_answers() -> list[str]:
    """What servers say in the corpora, each once."""
    said = [said.diagnostic for file in labelled() for said in file.read.values() if said.reason]
    return sorted({text for text in said if text})


def found(files: list[Labelled], accept: Callable[[Labelled], bool]) -> Share:
    """Of recipients surely failed, those that we read as such."""
    counts = Counter(
        address in file.failed
        for file in files
        if file.confidence == SURE and accept(file)
        for address in file.failures
    )
    return Share(counts[True], counts.total())


def wrongly_failed(files: list[Labelled]) -> list[str]:
    unharmed = [
        file.name
        for file in files
        for address, (kind, _reason) in file.expected.items()
        if kind in UNHARMED and file.failed & {address, ""}
    ]
    strangers = [
        file.name
        for file in files
        if not file.expected and file.failed and file.confidence not in UNLABELLED
    ]
    return unharmed + strangers


def causes(files: list[Labelled], *, sure: bool = True) -> tuple[Share, list[str]]:
    """Of failures found whose label tells why; and those that are wrong."""
    told = [
        (file, address, CAUSES[file.expected[address][1]])
        for file in files
        if (file.confidence == SURE or not sure)
        for address in file.failures
        if address in file.failed and file.expected[address][1] in CAUSES
    ]
    wrong = [
        f"{file.name} {file.expected[address][1]}: {file.read[address].reason}"
        for file, address, right in told
        if file.read[address].reason not in right
    ]
    return Share(len(told) - len(wrong), len(told)), wrong


def main() -> None:
    if not CORPORA.exists():
        raise SystemExit(NO_CORPORA)
    files = labelled()
    seconds = sorted(file.seconds for file in files)
    right, wrong = causes(files)
    for line in (
        f"files: {len(files)}, {sum(file.confidence == SURE for file in files)} labelled surely",
        f"failed recipients found, all: {found(files, lambda file: True)}",
        f"  in reports: {found(files, lambda file: file.is_report)}",
        f"  in words: {found(files, lambda file: not file.is_report)}",
        f"wrongly failed: {len(wrongly_failed(files))} {wrongly_failed(files)}",
        f"cause right, where it is told: {right}",
        *(f"  {line}" for line in wrong),
        f"  with the less sure labels: {causes(files, sure=False)[0]}",
        f"median {1_000 * seconds[len(seconds) // 2]:.1f} ms, worst {1_000 * seconds[-1]:.0f} ms",
    ):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
