"""What a relay may answer, and what each answer says of the recipient or of us."""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

ANSWER_LENGTH = 500
# RFC 3463: our reputation, our authentication, what we wrote being too long for that system.
ABOUT_US = re.compile(r"(?<![\d.])5\.(7\.\d{1,3}|3\.4)(?![\d.])")


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
    """`is_silence` when the server said nothing in the time that one message may take."""

    verdict: Verdict
    code: int | None = None
    text: str = ""
    is_silence: bool = False


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
    if ABOUT_US.search(readable):
        return Answer(Verdict.HELD, code, readable)
    return Answer(Verdict.REFUSED if code >= 500 else Verdict.POSTPONED, code, readable)


def trouble_of_ours(error: OSError) -> Answer:
    if isinstance(error, smtplib.SMTPResponseException):
        return Answer(Verdict.HELD, error.smtp_code, _readable(error.smtp_error))
    return Answer(Verdict.HELD, text=f"{type(error).__name__}: {error}"[:ANSWER_LENGTH])


def _readable(text: bytes | str) -> str:
    """One line of what the server wrote, without the control characters it may hold."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:ANSWER_LENGTH]
