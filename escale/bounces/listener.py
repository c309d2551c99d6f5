"""A server for what comes back, over LMTP or SMTP: the relay hands each bounce over at once."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from escale.bounces.matching import is_ours

MOST_BYTES = 5_000_000
TIMEOUT_SECONDS = 60
THREADS = 4
TAKEN = "250 2.0.0 Recorded"
NOT_HERE = "550 5.1.1 No such address here"
ONE_AT_A_TIME = "452 4.5.3 One recipient per message"
TRY_LATER = "451 4.3.0 The message could not be recorded, try again"

logger = logging.getLogger(__name__)
Keep = Callable[[bytes, str], None]


class BounceServer:
    """Listens from `start` to `stop`, or as long as it is entered as a context.

    `keep` receives the content and the address it was sent to, in a thread; what it has taken is
    acknowledged only once it has returned.
    """

    def __init__(self, host: str, port: int, keep: Keep, *, speaks_smtp: bool = False) -> None:
        self._host = host
        self._port = port
        self._keep = keep
        self._protocol = SMTP if speaks_smtp else LMTP
        self._stack = ExitStack()

    def start(self) -> None:
        keepers = self._stack.enter_context(ThreadPoolExecutor(THREADS, "bounce"))
        controller = _Controller(
            _Handler(self._keep, keepers), self._protocol, hostname=self._host, port=self._port
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


class _Controller(Controller):
    def __init__(
        self, handler: "_Handler", protocol: type[SMTP], *, hostname: str, port: int
    ) -> None:
        self._protocol = protocol
        super().__init__(handler, hostname=hostname, port=port)

    def factory(self) -> SMTP:
        return self._protocol(
            self.handler,
            data_size_limit=MOST_BYTES,
            timeout=TIMEOUT_SECONDS,
            ident="Escale",
            loop=self.loop,
        )


class _Handler:
    """The hooks that aiosmtpd calls; their names and parameters are its own."""

    def __init__(self, keep: Keep, keepers: ThreadPoolExecutor) -> None:
        self._keep = keep
        self._keepers = keepers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not is_ours(address):
            return NOT_HERE
        if envelope.rcpt_tos:
            return ONE_AT_A_TIME
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [address] = envelope.rcpt_tos
        content = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._keepers, self._keep, content, address)
        except Exception as error:
            logger.error("a bounce could not be recorded: %s", type(error).__name__)
            return TRY_LATER
        return TAKEN
