"""The `make` that runs us, when there is one: interrupted alone, it waits for us without a word.

Ctrl-C reaches the whole group, SIGTERM is passed on by make; but SIGINT sent to make's process
only makes it give up its own handler and wait. That is visible from here, on Linux.
"""

import os
import signal
from pathlib import Path

SIGINT_BIT = 1 << (signal.SIGINT - 1)


class MakeParent:
    def __init__(self) -> None:
        self._process = Path("/proc") / str(os.getppid())
        self._was_catching = self._is_make() and self._catches_interrupts()

    def is_interrupted(self) -> bool:
        return self._was_catching and not self._catches_interrupts()

    def _is_make(self) -> bool:
        try:
            return (self._process / "comm").read_text().strip() in {"make", "gmake"}
        except OSError:
            return False

    def _catches_interrupts(self) -> bool:
        try:
            lines = (self._process / "status").read_text().splitlines()
        except OSError:
            # Make is gone: its own end tells us otherwise.
            return True
        caught = next((line.split()[1] for line in lines if line.startswith("SigCgt:")), "0")
        return bool(int(caught, 16) & SIGINT_BIT)
