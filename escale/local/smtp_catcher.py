"""A real SMTP server for this machine alone, that keeps what it receives and sends nothing on."""

import asyncio
import ipaddress
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from escale.local.errors import LocalError
from escale.local.link_scanner import scan_links
from escale.local.ports import check_free
from escale.local.recipient_domains import (
    SCANNED_DOMAIN,
    SLOW_DOMAIN,
    SLOW_SECONDS,
    Postmasters,
    is_within,
)

TOO_MANY_RECIPIENTS = "452 4.5.3 One recipient per message"
NOT_KEPT = "451 4.3.0 The message could not be kept, try again"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CaughtMessage:
    """One try to deliver to one recipient. A refusal before DATA leaves the content empty."""

    envelope_from: str
    recipient: str
    content: bytes
    refusal: str | None = None


class Catcher:
    """A server on loopback, from `start` to `stop`, or as long as it is entered as a context.

    `keep` is called for each message, one at a time, always in the same thread; when it raises, the
    sender is told to try again later.
    """

    def __init__(self, host: str, port: int, keep: Callable[[CaughtMessage], None]) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise LocalError(f"{host} n’est pas cette machine : le courrier n’en sort pas.")
        self._host = host
        self._port = port
        self._keep = keep
        self._stack = ExitStack()

    def start(self) -> None:
        check_free(self._port)
        keeper = self._stack.enter_context(ThreadPoolExecutor(1, "keeper"))
        scanner = self._stack.enter_context(ThreadPoolExecutor(1, "scanner"))
        controller = Controller(
            _Handler(self._keep, keeper, scanner),
            hostname=self._host,
            port=self._port,
            enable_SMTPUTF8=False,
            ident="Escale",
        )
        controller.start()
        self._stack.callback(controller.stop)

    def stop(self) -> None:
        self._stack.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Handler:
    """The hooks that aiosmtpd calls; their names and parameters are its own."""

    def __init__(
        self,
        keep: Callable[[CaughtMessage], None],
        keeper: ThreadPoolExecutor,
        scanner: ThreadPoolExecutor,
    ) -> None:
        self._keep = keep
        self._keeper = keeper
        self._scanner = scanner
        self._postmasters = Postmasters()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if envelope.rcpt_tos:
            return TOO_MANY_RECIPIENTS
        sender = envelope.mail_from or ""
        refusal = self._postmasters.refusal(sender, address)
        if refusal is not None:
            await self._keep_or_log(CaughtMessage(sender, address, b"", refusal))
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [recipient] = envelope.rcpt_tos
        content = envelope.original_content or b""
        if is_within(recipient, SLOW_DOMAIN):
            await asyncio.sleep(SLOW_SECONDS)
        message = CaughtMessage(envelope.mail_from or "", recipient, content)
        if not await self._keep_or_log(message):
            return NOT_KEPT
        if is_within(recipient, SCANNED_DOMAIN):
            self._scanner.submit(scan_links, content)
        return "250 2.0.0 Ok"

    async def _keep_or_log(self, message: CaughtMessage) -> bool:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._keeper, self._keep, message)
        except Exception:
            logger.exception("a message could not be kept")
            return False
        return True
