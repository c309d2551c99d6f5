"""Where this checkout keeps what it makes on the machine, and the locks that lie there."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from escale.local.errors import LocalError

REPOSITORY = Path(__file__).resolve().parents[2]


class Place:
    """`var/<name>` of the checkout; for root a directory of /var/tmp.

    Root lends files to the account that runs PostgreSQL, which could not enter root's own home.
    """

    def __init__(self, name: str, repository: Path = REPOSITORY) -> None:
        inside = (repository / "var" / name).resolve()
        self.key = hashlib.sha256(os.fsencode(inside)).hexdigest()[:10]
        self.home = inside if os.geteuid() != 0 else Path(f"/var/tmp/escale-{self.key}")  # noqa: S108

    def make(self) -> None:
        try:
            self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError as error:
            raise LocalError(f"Impossible de créer {self.home} : {error.strerror}.") from None
        if self.home.is_symlink() or self.home.stat().st_uid != os.geteuid():
            raise LocalError(f"{self.home} n’est pas à nous : supprimez-le ou déplacez-le.")

    @contextmanager
    def locked(self, name: str, *, wait: bool = True) -> Iterator[int]:
        """Hold a lock between processes, which dies with its holder; its file, open.

        Raises BlockingIOError when another process holds it and we do not wait.
        """
        self.make()
        lock = os.open(self.home / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield lock
        finally:
            os.close(lock)
