"""The table of `phrases.txt`: what servers write, and what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from re import Pattern

from escale.mailing.causes import Cause
from escale.mailing.remedies import Trouble
from escale.mailing.wording import pattern_of

TABLE = Path(__file__).with_name("phrases.txt")


@dataclass(frozen=True)
class Meaning:
    """`trouble` goes with a refusal of us (Cause.OURS), and only with it."""

    cause: Cause
    trouble: Trouble | None
    phrases: tuple[str, ...]

    @cached_property
    def _pattern(self) -> Pattern[str]:
        return pattern_of(self.phrases)

    def is_in(self, words: str) -> bool:
        return bool(self._pattern.search(words))


def _parts(text: str) -> Iterator[list[Meaning]]:
    """Between two lines « == », the meanings under their titles."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for part in "\n".join(lines).split("\n== ")[1:]:
        _name, *sections = part.split("\n[")
        yield [_meaning(section) for section in sections]


def _meaning(section: str) -> Meaning:
    """Raises ValueError where the title names no cause, or no trouble, of ours."""
    title, *phrases = section.strip().splitlines()
    cause, _colon, trouble = title.rstrip("]").partition(": ")
    return Meaning(
        Cause(cause),
        Trouble(trouble) if cause == Cause.OURS else None,
        tuple(filter(None, phrases)),
    )


def _by_code(meanings: list[Meaning]) -> dict[str, Meaning]:
    return {code: meaning for meaning in meanings for code in meaning.phrases}


TELLING, _codes, PASSING, _subjects, HINTS = _parts(TABLE.read_text(encoding="utf-8"))
# RFC 3463: « 1.1 »; then « 1 », of all others.
CODES = _by_code(_codes)
SUBJECTS = _by_code(_subjects)
