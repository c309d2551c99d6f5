"""The parsing child kept alive from one file to the next, to be fuzzed without starting anew.

As confined as the real one but for its total of processor time. It may die of a file, as the real
one may: the next file gets another.
"""

import json
import struct
import subprocess
import sys
from dataclasses import asdict, replace
from select import select
from types import TracebackType

from escale.exchange.columns import CORRECTION_COLUMNS
from escale.workbooks.headers import titles_of
from escale.workbooks.limits import CORRECTION_LIMITS
from escale.workbooks.parser_process import SOURCE_ROOT

LIMITS = replace(CORRECTION_LIMITS, seconds=1_000_000)
TITLES = titles_of(CORRECTION_COLUMNS)
LENGTH = struct.Struct(">I")
SERVE = """
import io, json, struct, sys
sys.path.insert(0, sys.argv[1])
from escale.workbooks import child
from escale.workbooks.limits import Limits
from escale.workbooks.titles import KnownTitles, Wanted
limits, length = Limits(**json.loads(sys.argv[2])), struct.Struct(">I")
wanted = Wanted(KnownTitles(**json.loads(sys.argv[3])))
child.confine(limits)
source, target = sys.stdin.buffer, sys.stdout.buffer
while header := source.read(4):
    suffix, _, data = source.read(*length.unpack(header)).partition(b"\\0")
    answer = io.BytesIO()
    child.answer_for(data, suffix.decode(), limits, answer, wanted)
    target.write(length.pack(answer.tell()) + answer.getvalue())
    target.flush()
"""


class FuzzedParser:
    """`deaths` counts files that killed it: in the portal, « trop étendu »."""

    def __init__(self) -> None:
        self.deaths = 0
        self._start()

    def __enter__(self) -> "FuzzedParser":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._end()

    def ask(self, data: bytes, suffix: str, *, seconds: float) -> list[bytes] | None:
        """The lines of the answer; None if it died of the file. Raises TimeoutError."""
        message = suffix.encode() + b"\0" + data
        self.source.write(LENGTH.pack(len(message)) + message)
        self.source.flush()
        if not select([self.answers], [], [], seconds)[0]:
            self._restart()
            raise TimeoutError
        header = self.answers.read(LENGTH.size)
        if len(header) < LENGTH.size:
            self.deaths += 1
            self._restart()
            return None
        return self.answers.read(*LENGTH.unpack(header)).splitlines()

    def _start(self) -> None:
        arguments = [str(SOURCE_ROOT), json.dumps(asdict(LIMITS)), json.dumps(TITLES.as_json())]
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", SERVE, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )
        assert self.process.stdin
        assert self.process.stdout
        self.source, self.answers = self.process.stdin, self.process.stdout

    def _end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def _restart(self) -> None:
        self._end()
        self._start()
