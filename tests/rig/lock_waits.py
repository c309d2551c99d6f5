"""How long sessions wait for a table, as PostgreSQL sees it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.rig.processes import database_url

LOOK_SECONDS = 0.05
# Waits for one row are what people do to each other: they are left out.
LONGEST = """
    SELECT extract(epoch FROM max(clock_timestamp() - waitstart))
    FROM pg_locks WHERE NOT granted AND locktype = 'relation'
"""


@dataclass
class Waits:
    """The longest of those who wait now, and of all that did; in seconds."""

    present: float = 0.0
    longest: float = 0.0


@contextmanager
def lock_waits() -> Iterator[Waits]:
    waits, over = Waits(), threading.Event()
    watch = threading.Thread(target=_look, args=(waits, over), daemon=True)
    watch.start()
    try:
        yield waits
    finally:
        over.set()
        watch.join()


def _look(waits: Waits, over: threading.Event) -> None:
    with psycopg.connect(database_url(), autocommit=True) as connection:
        while not over.wait(LOOK_SECONDS):
            found = connection.execute(LONGEST).fetchone()
            waits.present = float((found and found[0]) or 0)
            waits.longest = max(waits.longest, waits.present)
