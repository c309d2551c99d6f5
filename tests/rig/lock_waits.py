"""How long a session waits for a lock, as PostgreSQL sees it."""

import threading
import time
from types import TracebackType
from typing import Self

import psycopg

from tests.rig.processes import database_url

LOOK_SECONDS = 0.05
# Those who wait for a table: waits for one row are what people do to each other.
LONGEST = """
    SELECT extract(epoch FROM max(clock_timestamp() - waitstart))
    FROM pg_locks WHERE NOT granted AND locktype = 'relation'
"""


class LockWaits:
    """In a `with` block; the one there is and the longest there was, in seconds."""

    def __init__(self) -> None:
        self.present = self.longest = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        with psycopg.connect(database_url(), autocommit=True) as connection:
            while not self._over.is_set():
                found = connection.execute(LONGEST).fetchone()
                self.present = float((found and found[0]) or 0)
                self.longest = max(self.longest, self.present)
                time.sleep(LOOK_SECONDS)
