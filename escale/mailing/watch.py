"""A limit on a whole exchange: a time-out is for each word that a server says, and one that says
them slowly has none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic

PRECISION_SECONDS = 0.25


class Watch:
    """One thread for all the exchanges of a relay; `cut` ends the one that takes too long."""

    def __init__(self, cut: Callable[[], None]) -> None:
        self._cut = cut
        self._limit: float | None = None
        self._lock = Lock()
        self._is_over = Event()
        self.has_cut = False
        Thread(target=self._run, daemon=True, name="relay-watch").start()

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        with self._lock:
            self._limit, self.has_cut = monotonic() + seconds, False
        try:
            yield
        finally:
            with self._lock:
                self._limit = None

    def end(self) -> None:
        self._is_over.set()

    def _run(self) -> None:
        while not self._is_over.wait(PRECISION_SECONDS):
            with self._lock:
                if self._limit is not None and monotonic() >= self._limit:
                    self._limit, self.has_cut = None, True
                    self._cut()
