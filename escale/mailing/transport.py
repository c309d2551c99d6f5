"""The only place that talks to the relay, and that turns what it says into an answer."""

import contextlib
import re
import smtplib
import socket
from dataclasses import dataclass
from enum import Enum
from threading import Event, Timer
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

ANSWER_LENGTH = 500
POLICY = re.compile(r"(?<![\d.])5\.7\.\d{1,3}(?![\d.])")


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
        line_is_cut = Event()
        clock = Timer(settings.MAIL_MESSAGE_SECONDS, self._cut, [line_is_cut])
        clock.start()
        try:
            self._connection.send_messages([email])
        except OSError as error:
            if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPHeloError):
                self._close()
                raise RelayUnavailable(_held(error)) from error
            answer = _answer_to(error, is_silence=line_is_cut.is_set())
            if answer.code is None or answer.code == 421:
                self._close()
            return answer
        except Exception:
            # The session may be in the middle of a command: the next message needs a clean one.
            self._close()
            raise
        finally:
            clock.cancel()
        return Answer(Verdict.ACCEPTED, 250)

    def _cut(self, line_is_cut: Event) -> None:
        """A time-out is for each word that a server says: one that says them slowly has none."""
        line_is_cut.set()
        session = getattr(self._connection, "connection", None)
        if session is not None and session.sock is not None:
            with contextlib.suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()


def _answer_to(error: OSError, *, is_silence: bool) -> Answer:
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
    if POLICY.search(readable):
        # RFC 3463, 5.7.x: our reputation, our authentication. The recipient has no part in it.
        return Answer(Verdict.HELD, code, readable)
    return Answer(Verdict.REFUSED if code >= 500 else Verdict.POSTPONED, code, readable)


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
