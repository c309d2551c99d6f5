"""The only place that talks to the relay: a server by SMTP, or a provider by its own backend."""

import contextlib
import smtplib
import socket
from typing import Protocol

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from escale.mailing.message import build_email, write_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import answer_after, answer_of
from escale.mailing.return_address import return_address
from escale.mailing.smtp import hand_over
from escale.mailing.transport import Answer, RelayUnavailable, Verdict, answer_to, trouble_of_ours
from escale.mailing.watch import Watch

ACCEPTED = Answer(Verdict.ACCEPTED, 250)


class Relay(Protocol):
    """Opened when first needed; `close` when done with it."""

    def send(self, message: OutgoingMessage) -> Answer:
        """Raises RelayUnavailable; anything else means that this message cannot be made."""

    def close(self) -> None: ...


def open_relay() -> Relay:
    backend = get_connection()
    return SmtpRelay(backend) if isinstance(backend, EmailBackend) else BackendRelay(backend)


class SmtpRelay:
    """One session, reused for all messages, opened again after it broke."""

    def __init__(self, backend: EmailBackend) -> None:
        # Django's backend opens and closes: encryption, certificates, authentication.
        self._backend = backend
        self._watch = Watch(self._cut)

    def send(self, message: OutgoingMessage) -> Answer:
        content = write_email(message)
        session = self._open()
        try:
            with self._watch.at_most(settings.MAIL_MESSAGE_SECONDS):
                hand_over(
                    session,
                    sender=return_address(message),
                    recipient=message.recipient,
                    content=content,
                    reports=settings.MAIL_DELIVERY_REPORTS,
                )
        except OSError as error:
            return self._answer_to(error)
        except Exception:
            # The session may be in the middle of a command: the next message needs a clean one.
            self._end_session()
            raise
        return ACCEPTED

    def close(self) -> None:
        self._watch.end()
        self._end_session()

    def _open(self) -> smtplib.SMTP:
        try:
            self._backend.open()
        except OSError as error:
            self._end_session()
            raise RelayUnavailable(trouble_of_ours(error)) from error
        session = self._backend.connection
        assert session is not None  # noqa: S101
        return session

    def _answer_to(self, error: OSError) -> Answer:
        if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPHeloError):
            self._end_session()
            raise RelayUnavailable(trouble_of_ours(error)) from error
        answer = answer_to(error, is_silence=self._watch.has_cut)
        if answer.code is None or answer.code == 421:
            self._end_session()
        return answer

    def _cut(self) -> None:
        session = self._backend.connection
        if session is not None and session.sock is not None:
            with contextlib.suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)

    def _end_session(self) -> None:
        with contextlib.suppress(OSError):
            self._backend.close()


class BackendRelay:
    """Any other backend of Django's: a provider's by django-anymail."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend

    def send(self, message: OutgoingMessage) -> Answer:
        email = build_email(message)
        try:
            # A session over HTTPS is kept, where there is one.
            self._backend.open()
            self._backend.send_messages([email])
        except AnymailError as error:
            return answer_of(error)
        except OSError as error:
            raise RelayUnavailable(trouble_of_ours(error)) from error
        return answer_after(email) if settings.MAIL_PROVIDER else ACCEPTED

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._backend.close()
