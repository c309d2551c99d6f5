"""One demonstration at a time for a checkout, known to those who want to stop it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from escale.local.embedded_postgres import is_embedded
from escale.local.errors import LocalError
from escale.local.place import Place

PATIENCE_SECONDS = 30


def demo_place() -> Place:
    return Place("demo")


@contextmanager
def only_demo() -> Iterator[None]:
    """Be the demonstration of this database; raises LocalError when there is one already.

    `make stop` knows the embedded database's; those of other databases are their starter's affair.
    """
    name = "pid" if is_embedded() else f"pid-{Place(os.environ.get('DATABASE_URL', '')).key}"
    try:
        with demo_place().locked(name, wait=False) as file:
            os.truncate(file, 0)
            os.write(file, str(os.getpid()).encode())
            yield
    except BlockingIOError:
        raise LocalError("La démonstration tourne déjà : « make stop » l’arrête.") from None


def stop_demo() -> bool:
    """Ask the running demonstration to end and wait for it; True if there was one."""
    if not (demo_place().home / "pid").exists() or not _is_running():
        return False
    os.kill(int((demo_place().home / "pid").read_text()), signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _is_running():
        if time.monotonic() > deadline:
            raise LocalError("La démonstration ne s’arrête pas.")
        time.sleep(0.1)
    return True


def _is_running() -> bool:
    try:
        with demo_place().locked("pid", wait=False):
            return False
    except BlockingIOError:
        return True
