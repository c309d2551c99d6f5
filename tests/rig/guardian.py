"""Ends what a run of the tests leaves behind, however the run ends: `python -m tests.rig.guardian`.

A run that is killed tears nothing down. Its guardian waits on a pipe whose other end only the run
holds: the end of the file is the end of the run. Then every process that carries the run's mark
in its environment goes, and so do the PostgreSQL clusters that they served.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from escale.local.postgres_cluster import Cluster

MARK = "ESCALE_TEST_RUN"
GRACE_SECONDS = 5.0


class Guardian:
    """Of this run; `cluster` is stopped too when this run started it."""

    def __init__(self, mark: str, cluster: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rig.guardian", mark, cluster],
            stdin=subprocess.PIPE,
            # Ctrl-C is for the run: its guardian has to outlive it.
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """The run is over: what it left is ended now."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def main(mark: str, cluster: str) -> None:
    sys.stdin.buffer.read()
    end_marked(mark)
    if cluster:
        Cluster(cluster).stop()


def end_marked(mark: str) -> None:
    """Ask every process of the run to end, then kill those that have not."""
    folders = {folder for pid in marked(mark) for folder in data_folders(pid)}
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + GRACE_SECONDS
        for pid in marked(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        while marked(mark) and time.monotonic() < deadline:
            time.sleep(0.05)
    for folder in folders:
        shutil.rmtree(folder.parent, ignore_errors=True)


def marked(mark: str) -> list[int]:
    wanted = f"{MARK}={mark}".encode()
    return [
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if wanted in _read(process / "environ").split(b"\0")
    ]


def data_folders(pid: int) -> Iterator[Path]:
    """Where a server of PostgreSQL keeps its cluster."""
    words = [os.fsdecode(word) for word in _read(Path(f"/proc/{pid}/cmdline")).split(b"\0")]
    if Path(words[0]).name == "postgres" and "-D" in words:
        yield Path(words[words.index("-D") + 1])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main(*sys.argv[1:])
