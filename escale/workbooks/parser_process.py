"""The child process that parses a file, watched: its lines as they come, or why there are none."""

import json
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from escale.workbooks.limits import Limits
from escale.workbooks.refusals import FileRefused, Refusal

SOURCE_ROOT = Path(__file__).resolve().parents[2]
# -I leaves out the current directory and every variable: the child finds its code here alone.
CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from escale.workbooks.child import main; main(*sys.argv[2:])"
)
# Between two looks at a child that has nothing to say yet.
PAUSE_SECONDS = 0.005

logger = logging.getLogger(__name__)


@contextmanager
def parser_process(
    path: Path, suffix: str, limits: Limits, wanted: Sequence[str]
) -> Iterator["ParserProcess"]:
    """Started on the file, killed when left. It answers into a file, which is bounded too.

    `wanted` is handed on to the child as it is.
    """
    command = [sys.executable, "-I", "-c", CHILD, str(SOURCE_ROOT), suffix]
    with (
        path.open("rb") as source,
        NamedTemporaryFile() as answer,
        subprocess.Popen(  # noqa: S603
            [*command, json.dumps(asdict(limits)), *wanted],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        ) as process,
        # Another handle: the child's own moves as it writes.
        open(answer.name, "rb") as written,
    ):
        try:
            yield ParserProcess(process, written, suffix, limits)
        finally:
            process.kill()


@dataclass(frozen=True)
class ParserProcess:
    process: subprocess.Popen[bytes]
    written: IO[bytes]
    suffix: str
    limits: Limits

    def lines(self) -> Iterator[bytes]:
        """Each whole line, while the child works on the next ones. Raises FileRefused.

        Only the time spent waiting for it counts against the limit: what the caller does with a
        line is the caller's.
        """
        waited, begun, is_over = 0.0, b"", False
        while True:
            line = begun + self.written.readline()
            if line.endswith(b"\n"):
                begun = b""
                yield line
            elif is_over:
                break
            else:
                begun = line
                waited += self._pause(waited)
                # Once it is over, what it wrote last is still to be read.
                is_over = self.process.poll() is not None
        self._check_ending()

    def _pause(self, waited: float) -> float:
        if waited > self.limits.seconds:
            raise FileRefused(Refusal.TOO_SLOW)
        time.sleep(PAUSE_SECONDS)
        return PAUSE_SECONDS

    def _check_ending(self) -> None:
        status = self.process.returncode
        if status:
            logger.warning("A workbook (%s) ended its parser with %s", self.suffix, status)
        if status == -signal.SIGXCPU:
            raise FileRefused(Refusal.TOO_SLOW)
        if status:
            raise FileRefused(Refusal.TOO_DEMANDING)
