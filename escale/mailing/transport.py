"""What a relay may answer, and what each answer says of the recipient or of us."""

import smtplib
from dataclasses import dataclass, field
from enum import Enum

from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of

ANSWER_LENGTH = 500


class Verdict(Enum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """For good, by the recipient's side."""
    POSTPONED = "postponed"
    """Not now, by the recipient's side, or the line broke in the middle of this message."""
    HELD = "held"
    """Our own trouble: nothing was said about the recipient."""
    UNMADE = "unmade"
    """A message that could not even be made: a template, a value, our code."""
    UNWRITABLE = "unwritable"
    """One that cannot be made because of its address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_silence` when the server said nothing in the time that one message may take.

    `cause` is what the whole answer means, where `text` is only its beginning.
    """

    verdict: Verdict
    code: int | None = None
    text: str = ""
    is_silence: bool = False
    cause: Cause | None = field(default=None, compare=False)


class RelayUnavailable(Exception):
    """Nothing can leave: no line, no greeting, no encryption, wrong password, sender refused."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


def answer_to(error: OSError, *, is_silence: bool) -> Answer:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _said(code, text)
        case smtplib.SMTPDataError():
            return _said(error.smtp_code, error.smtp_error)
        case _:
            silent = is_silence or isinstance(error, TimeoutError)
            return Answer(Verdict.POSTPONED, text=type(error).__name__, is_silence=silent)


def _said(code: int, text: bytes | str) -> Answer:
    readable = _readable(text)
    cause = cause_of(code, readable)
    verdict = Verdict.REFUSED if code >= 500 else Verdict.POSTPONED
    if cause == Cause.OURS:
        verdict = Verdict.HELD
    return Answer(verdict, code, readable[:ANSWER_LENGTH], cause=cause)


def trouble_of_ours(error: OSError) -> Answer:
    if isinstance(error, smtplib.SMTPResponseException):
        said = _readable(error.smtp_error)[:ANSWER_LENGTH]
        return Answer(Verdict.HELD, error.smtp_code, said)
    return Answer(Verdict.HELD, text=f"{type(error).__name__}: {error}"[:ANSWER_LENGTH])


def _readable(text: bytes | str) -> str:
    """One line of what the server wrote, without the control characters it may hold."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
