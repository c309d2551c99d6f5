"""Reading a spreadsheet from anybody: parsed in a child process that may die instead of us.

.xlsx, .xls and .ods by calamine, .csv by the standard library (R41). Whatever the file holds, the
caller gets a Sheet or one WorkbookRefused whose sentence says what to do.
"""

import json
import logging
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.sheet import Cell, Row, Sheet, StreamedSheet

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
SOURCE_ROOT = Path(__file__).resolve().parents[2]
# -I leaves out the current directory and every variable: the child finds its code here alone.
CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from escale.workbooks.child import main; main(*sys.argv[2:])"
)

logger = logging.getLogger(__name__)


# The child's last line holds a sheet's name, 31 characters at most, or a reason.
LAST_LINE_BYTES = 4_096


def read_sheet(path: Path, *, name: str | None = None, limits: Limits = CORRECTION_LIMITS) -> Sheet:
    """The first visible sheet that holds data, whole. Raises WorkbookRefused.

    `name` is what the file was called by who sent it, when `path` is a temporary copy.
    """
    with open_sheet(path, name=name, limits=limits) as sheet:
        return Sheet(sheet.name, list(sheet.rows), sheet.blank_rows)


@contextmanager
def open_sheet(
    path: Path, *, name: str | None = None, limits: Limits = CORRECTION_LIMITS
) -> Iterator[StreamedSheet]:
    """The same, its rows streamed from disk: memory stays flat whatever their number."""
    with tempfile.TemporaryFile() as answer:
        try:
            suffix = _checked_suffix(path, name or path.name, limits)
            with path.open("rb") as source:
                _run_child(source, answer, suffix, limits)
            sheet = _read_answer(answer)
        except FileRefused as refused:
            raise WorkbookUnreadable(refused.reason, limits) from None
        yield sheet


def _checked_suffix(path: Path, name: str, limits: Limits) -> str:
    try:
        state = path.stat()
    except (OSError, ValueError):
        raise FileRefused(Refusal.NOT_A_FILE) from None
    if not stat.S_ISREG(state.st_mode):
        raise FileRefused(Refusal.NOT_A_FILE)
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileRefused(Refusal.FORMAT_UNKNOWN)
    if state.st_size == 0:
        raise FileRefused(Refusal.EMPTY)
    if state.st_size > limits.file_bytes:
        raise FileRefused(Refusal.TOO_HEAVY)
    return suffix


def _run_child(source: IO[bytes], answer: IO[bytes], suffix: str, limits: Limits) -> None:
    command = [sys.executable, "-I", "-c", CHILD, str(SOURCE_ROOT), suffix]
    try:
        finished = subprocess.run(  # noqa: S603
            [*command, json.dumps(asdict(limits))],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(Refusal.TOO_SLOW) from None
    if finished.returncode:
        logger.warning("A workbook (%s) ended its parser with %s", suffix, finished.returncode)
    if finished.returncode == -signal.SIGXCPU:
        raise FileRefused(Refusal.TOO_SLOW)
    if finished.returncode:
        raise FileRefused(Refusal.TOO_DEMANDING)


def _read_answer(answer: IO[bytes]) -> StreamedSheet:
    """The child's rows, once its last line says that all of them are there."""
    match _last_line(answer):
        case ["sheet", str(name), int(row_count), int(blank_rows)]:
            return StreamedSheet(name, _rows(answer), row_count, blank_rows)
        case ["refused", str(reason), *error]:
            if error:
                logger.warning("A workbook could not be parsed: %s", *error)
            raise FileRefused(Refusal(reason))
    raise FileRefused(Refusal.TOO_DEMANDING)


def _last_line(answer: IO[bytes]) -> list[Any] | None:
    size = answer.seek(0, os.SEEK_END)
    answer.seek(max(0, size - LAST_LINE_BYTES))
    lines = answer.read().splitlines()
    try:
        line = json.loads(lines[-1]) if lines else None
    except ValueError:
        # Cut in the middle: the child was killed while it wrote.
        return None
    return line if isinstance(line, list) else None


def _rows(answer: IO[bytes]) -> Iterator[Row]:
    # Made once: json.loads would make one for each row.
    decode = json.JSONDecoder(object_hook=_revived).decode
    answer.seek(0)
    for line in answer:
        first, cells, *_rest = decode(line.decode())
        if isinstance(first, str):
            return
        yield Row(first, cells)


def _revived(value: Mapping[str, Any]) -> Cell:
    """Dates and times, which JSON has not: {"date": "2020-08-21"}."""
    ((kind, content),) = value.items()
    if kind == "timedelta":
        return timedelta(seconds=content)
    kinds: dict[str, type[datetime] | type[date] | type[time]] = {
        "datetime": datetime,
        "date": date,
        "time": time,
    }
    return kinds[kind].fromisoformat(content)
