"""What postmaster.pid says, and whether it is still true."""

import os
import signal
import subprocess
import time
from pathlib import Path

ORPHAN_PATIENCE_SECONDS = 5.0


class Postmaster:
    """The server process of one data directory, as its pid file tells."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self._data = data
        self._sockets = sockets
        self._pid_file = data / "postmaster.pid"

    def pid(self) -> int | None:
        """The process that serves this directory; None for a pid that died or was reused."""
        lines = self._pid_lines()
        if not lines or not lines[0].isdecimal():
            return None
        pid = int(lines[0])
        return pid if _serves(pid, self._data) else None

    def is_ready(self) -> bool:
        """Whether the server has finished starting (eighth line of the file)."""
        lines = self._pid_lines()
        return self.pid() is not None and len(lines) >= 8 and lines[7].strip() == "ready"

    def clear_leftovers(self) -> None:
        """Remove what a killed server left and would keep the next one from starting.

        PostgreSQL does most of this itself, but takes a reused pid, or a zombie, for a live server.
        """
        self._end_orphans()
        self._pid_file.unlink(missing_ok=True)
        for leftover in self._sockets.glob(".s.PGSQL.5432*"):
            leftover.unlink(missing_ok=True)

    def _pid_lines(self) -> list[str]:
        try:
            return self._pid_file.read_text(errors="replace").splitlines()
        except OSError:
            return []

    def _end_orphans(self) -> None:
        """Sessions that outlive their postmaster write to the same files as the next one would."""
        deadline = time.monotonic() + ORPHAN_PATIENCE_SECONDS
        while (orphans := self._orphans()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)

    def _orphans(self) -> list[int]:
        return [
            int(entry.name)
            for entry in Path("/proc").glob("[0-9]*")
            if _link(entry / "cwd") == os.fspath(self._data)
            and Path(_link(entry / "exe")).name.startswith("postgres")
        ]


def _serves(pid: int, data: Path) -> bool:
    """Whether this process was started on `data`; a process that is gone, or a zombie, was not."""
    if not Path("/proc/self").exists():
        shown = subprocess.run(
            ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return f"-D {data}" in shown.stdout
    try:
        return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _link(path: Path) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""
