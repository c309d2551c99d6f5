"""What servers answer, and what it means: `answers.txt`."""

from collections.abc import Iterator
from pathlib import Path

from escale.mailing.causes import Cause


def _answers() -> Iterator[tuple[str, Cause]]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    cause = Cause.REFUSED
    for line in lines:
        if line.startswith("["):
            cause = Cause(line.strip("[]"))
        elif line and not line.startswith("#"):
            yield line, cause


ANSWERS = list(_answers())
