"""One supervised process: its group, its output, its recent deaths."""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DEATHS_WINDOW_SECONDS = 60.0
FIRST_DELAY_SECONDS = 0.25

_PR_SET_PDEATHSIG = 1
_prctl = getattr(ctypes.CDLL(None), "prctl", None)


@dataclass(frozen=True)
class Process:
    """What to run; `env` is added to the supervisor's own environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


class ChildProcess:
    def __init__(self, process: Process, selector: selectors.BaseSelector) -> None:
        self.name = process.name
        self.last_code = 0
        self._process = process
        self._selector = selector
        self._popen: subprocess.Popen[bytes] | None = None
        self._unfinished_line = b""
        self._deaths: list[float] = []
        self._restart_at = 0.0

    def start(self) -> None:
        """Start it in a group of its own; raises OSError when it cannot be."""
        supervisor = os.getpid()

        def tie_to_supervisor() -> None:
            """Have the kernel end this process if the supervisor is killed outright (Linux)."""
            if _prctl is not None:
                _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
                if os.getppid() != supervisor:
                    os._exit(1)

        self._popen = subprocess.Popen(
            self._process.argv,
            env=os.environ | self._process.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=tie_to_supervisor,
        )
        if self._popen.stdout is not None:
            os.set_blocking(self._popen.stdout.fileno(), False)
            self._selector.register(self._popen.stdout, selectors.EVENT_READ, self)

    def is_alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def has_died(self) -> bool:
        """Whether it is dead and `end` has not been called since."""
        return self._popen is not None and self._popen.poll() is not None

    def note_death(self) -> int:
        """Set when to start again, later at each death; the number of recent deaths."""
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < DEATHS_WINDOW_SECONDS] + [now]
        self._restart_at = now + FIRST_DELAY_SECONDS * 2 ** (len(self._deaths) - 1)
        return len(self._deaths)

    def is_due(self) -> bool:
        """Whether it is down and the time to start it again has come."""
        return self._popen is None and time.monotonic() >= self._restart_at

    def ask_to_end(self) -> None:
        if self._popen is not None:
            self._popen.terminate()

    def end(self) -> list[str]:
        """Kill what is left of its group, itself and the processes it made; its last lines."""
        if self._popen is None:
            return []
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self.last_code = self._popen.wait()
        lines = []
        while more := self._read():
            lines += more
        self._close_output()
        lines.append(self._unfinished_line)
        self._unfinished_line = b""
        self._popen = None
        return _texts(lines)

    def read_lines(self) -> list[str]:
        """The whole lines that have come since."""
        return _texts(self._read())

    def _read(self) -> list[bytes]:
        if self._popen is None or self._popen.stdout is None or self._popen.stdout.closed:
            return []
        chunk = self._popen.stdout.read(65536)
        if chunk is None:
            return []
        if not chunk:
            self._close_output()
        *lines, self._unfinished_line = (self._unfinished_line + chunk).split(b"\n")
        return lines

    def _close_output(self) -> None:
        """At its end too, though the process lives: an ended pipe is always ready to be read."""
        if self._popen is not None and self._popen.stdout is not None:
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(self._popen.stdout)
            self._popen.stdout.close()


def _texts(lines: list[bytes]) -> list[str]:
    return [text for line in lines if (text := line.decode(errors="replace").rstrip())]
