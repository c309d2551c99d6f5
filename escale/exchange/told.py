"""What is known of a file before it is opened: what its client says of its titles, and of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from escale.workbooks.headers import NO_ANSWERS, Answers


@dataclass(frozen=True)
class Said:
    """`habits` are of all the client's files, by normal name of a title; `answers` of this one."""

    habits: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = NO_ANSWERS


NOTHING_SAID = Said()
