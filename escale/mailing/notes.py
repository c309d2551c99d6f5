"""What the relay has taken, noted on this machine's disk until the database knows it.

Between the relay's answer and our commit, a killed worker would leave a message that nobody knows
was sent, and that would be sent again. A note takes a millionth of a second, so that outcomes can
be committed a hundred at a time. Without the disk (another machine takes over, or this one lost its
power) the lease ends and those messages leave again, with the same Message-ID and the same links.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO
from uuid import UUID, uuid4

from django.conf import settings

from escale.mailing.models import OutgoingMessage

SUFFIX = ".accepted"


@dataclass(frozen=True, slots=True)
class Note:
    """A message, and the lease under which the relay took it."""

    message_id: int
    lease_token: UUID

    def __str__(self) -> str:
        return f"{self.message_id} {self.lease_token}\n"

    @classmethod
    def read(cls, line: str) -> Self | None:
        """None for a line that was cut: its worker died while it wrote it."""
        number, _space, token = line.partition(" ")
        if not line.endswith("\n"):
            return None
        return cls(int(number), UUID(token.strip()))


class Notes:
    """One worker's, in a `with` block. Its lock on the file ends with it, however it ends."""

    def __init__(self) -> None:
        folder = Path(settings.MAIL_NOTES)
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{uuid4()}{SUFFIX}"
        # Under its name only once it is locked: nobody may take it for a dead worker's.
        unlocked = self._path.with_suffix(".new")
        self._file = os.open(unlocked, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        unlocked.rename(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """An error leaves them to the next run."""
        if error is None:
            self._path.unlink(missing_ok=True)
        os.close(self._file)

    def add(self, message: OutgoingMessage) -> None:
        assert message.lease_token is not None  # noqa: S101
        os.write(self._file, str(Note(message.pk, message.lease_token)).encode())

    def forget(self) -> None:
        """The database knows them all."""
        os.ftruncate(self._file, 0)


def notes_of_workers() -> Iterator[tuple[list[Note], bool]]:
    """Those of each worker, and whether it is no more: its file goes once they were dealt with."""
    for path in sorted(Path(settings.MAIL_NOTES).glob(f"*{SUFFIX}")):
        try:
            file = path.open()
        except FileNotFoundError:
            continue
        with file:
            is_dead = _is_unlocked(file)
            yield [note for line in file if (note := Note.read(line)) is not None], is_dead
            if is_dead:
                path.unlink(missing_ok=True)


def _is_unlocked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
