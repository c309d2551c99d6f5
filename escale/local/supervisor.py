"""Several processes run as one: watched, restarted when they die, stopped together."""

import contextlib
import selectors
import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

from escale.local.child_process import ChildProcess, Process
from escale.local.errors import LocalError

GRACE_SECONDS = 5.0
DEATHS_ALLOWED = 5
TURN_SECONDS = 0.1


class Supervisor:
    """A context manager: every process started by it lives inside it, and none outlives it.

    Must be entered from the main thread: it takes over SIGINT, SIGTERM and SIGHUP. `say` receives
    each line that the processes write, and what the supervisor itself has to tell.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._selector = selectors.DefaultSelector()
        self._children: list[ChildProcess] = []
        self._former_handlers: dict[int, signal._HANDLER] = {}
        self.stop_asked = False

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup has already said that hanging up must not stop us.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                self._former_handlers[number] = signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop them all, the last started first."""
        for child in reversed(self._children):
            self._stop(child)
        self._selector.close()
        for number, handler in self._former_handlers.items():
            signal.signal(number, handler)

    def start(self, process: Process) -> None:
        """Raises LocalError when it cannot be run at all."""
        child = ChildProcess(process, self._selector)
        self._start(child)
        self._children.append(child)

    def kill(self, name: str) -> None:
        """End it at once, whatever it is doing, and watch over it no more."""
        for child in [child for child in self._children if child.name == name]:
            self._tell(child, child.end())
            self._children.remove(child)

    def attend(self, seconds: float = TURN_SECONDS) -> None:
        """Relay lines and restart the dead for that long, or until a signal asks to stop.

        Raises LocalError when a process dies too often.
        """
        deadline = time.monotonic() + seconds
        while not self.stop_asked and (left := deadline - time.monotonic()) > 0:
            self._relay(min(left, TURN_SECONDS))
            for child in self._children:
                if child.has_died():
                    self._mourn(child)
                elif child.is_due():
                    self._start(child)

    def _start(self, child: ChildProcess) -> None:
        try:
            child.start()
        except OSError as error:
            raise LocalError(f"« {child.name} » n’a pas pu être lancé : {error}.") from None

    def _mourn(self, child: ChildProcess) -> None:
        self._tell(child, child.end())
        deaths = child.note_death()
        if deaths >= DEATHS_ALLOWED:
            raise LocalError(
                f"« {child.name} » s’est arrêté {deaths} fois en une minute : tout s’arrête."
            )
        self._tell(child, [f"arrêté (code {child.last_code}), relancé"])

    def _relay(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            self._tell(key.data, key.data.read_lines())

    def _tell(self, child: ChildProcess, lines: list[str]) -> None:
        for line in lines:
            # The terminal may be gone: the processes still have to be looked after, and stopped.
            with contextlib.suppress(OSError):
                self._say(f"{child.name:>9} │ {line}")

    def _stop(self, child: ChildProcess) -> None:
        child.ask_to_end()
        deadline = time.monotonic() + GRACE_SECONDS
        while child.is_alive() and time.monotonic() < deadline:
            # A process that cannot write its last words would never end.
            self._relay(TURN_SECONDS / 2)
        self._tell(child, child.end())

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stop_asked = True
