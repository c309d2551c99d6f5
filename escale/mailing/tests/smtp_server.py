"""A real SMTP server on the loopback that answers what a test tells it to."""

import asyncio
import socket
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DROP = "drop"


@dataclass(frozen=True)
class Received:
    envelope_from: str
    recipient: str
    content: EmailMessage


class Script:
    """Answers in turn, for each recipient, at RCPT and after DATA; nothing left means 250.

    `DROP` after DATA keeps the message and cuts the line before the answer.
    """

    def __init__(self) -> None:
        self.at_rcpt: defaultdict[str, deque[str]] = defaultdict(deque)
        self.after_data: defaultdict[str, deque[str]] = defaultdict(deque)
        self.at_mail: deque[str] = deque()
        # These never get an answer.
        self.silent_for: set[str] = set()
        self.pipelines = True
        self.received: list[Received] = []
        self.sessions = 0
        self._lock = Lock()

    @property
    def recipients(self) -> list[str]:
        return [received.recipient for received in self.received]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = name
        return [*lines[:-1], "250-PIPELINING", lines[-1]] if self.pipelines else lines

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_mail:
            return self.at_mail.popleft()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        while address in self.silent_for:
            await asyncio.sleep(0.1)
        if self.at_rcpt[address]:
            return self.at_rcpt[address].popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (recipient,) = envelope.rcpt_tos
        answer = self.after_data[recipient].popleft() if self.after_data[recipient] else "250 OK"
        if answer.startswith("250") or answer == DROP:
            assert isinstance(envelope.content, bytes)
            content = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(content, EmailMessage)
            with self._lock:
                self.received.append(Received(envelope.mail_from or "", recipient, content))
        if answer == DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer


@contextmanager
def smtp_server(
    port: int | None = None, *, host: str = "127.0.0.1"
) -> Iterator[tuple[Script, int]]:
    """The script and the port."""
    script, port = Script(), port or unused_port()
    controller = Controller(script, hostname=host, port=port, server_hostname="smtp.test")
    controller.start()
    try:
        yield script, port
    finally:
        controller.stop()


def unused_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port
