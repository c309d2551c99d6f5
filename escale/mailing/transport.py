"""The only place that talks to the relay, and that turns what it says into an answer."""

import contextlib
import smtplib
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

ANSWER_LENGTH = 500


class Verdict(Enum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """For good, by the recipient's side."""
    POSTPONED = "postponed"
    """Not now, by the recipient's side, or the line broke in the middle of this message."""
    HELD = "held"
    """Our own trouble: nothing was said about the recipient."""


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    code: int | None = None
    text: str = ""


class RelayUnavailable(Exception):
    """No session could be opened: no line, no greeting, no encryption, wrong password."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


class Relay:
    """One connection, opened when first needed, reused, opened again after it broke."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, email: EmailMessage) -> Answer:
        """Hands over one message with one recipient. Raises RelayUnavailable."""
        try:
            self._connection.open()
        except OSError as error:
            self._close()
            raise RelayUnavailable(_held(error)) from error
        try:
            self._connection.send_messages([email])
        except OSError as error:
            answer = _answer_to(error)
            if answer.code is None or answer.code == 421:
                self._close()
            return answer
        except Exception:
            # The session may be in the middle of a command: the next message needs a clean one.
            self._close()
            raise
        return Answer(Verdict.ACCEPTED, 250)

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()


def _answer_to(error: OSError) -> Answer:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _said(code, text)
        case smtplib.SMTPDataError():
            return _said(error.smtp_code, error.smtp_error)
        case smtplib.SMTPSenderRefused() | smtplib.SMTPHeloError():
            return _held(error)
        case _:
            return Answer(Verdict.POSTPONED, text=type(error).__name__)


def _said(code: int, text: bytes | str) -> Answer:
    verdict = Verdict.REFUSED if code >= 500 else Verdict.POSTPONED
    return Answer(verdict, code, _readable(text))


def _held(error: OSError) -> Answer:
    if isinstance(error, smtplib.SMTPResponseException):
        return Answer(Verdict.HELD, error.smtp_code, _readable(error.smtp_error))
    return Answer(Verdict.HELD, text=f"{type(error).__name__}: {error}"[:ANSWER_LENGTH])


def _readable(text: bytes | str) -> str:
    """One line of what the server wrote, without the control characters it may hold."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:ANSWER_LENGTH]
