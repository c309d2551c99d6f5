"""Reading a spreadsheet from anybody: parsed in a child process that may die instead of us.

.xlsx, .xls and .ods by calamine, .csv by the standard library (R41). Whatever the file holds, the
caller gets a Sheet or one WorkbookRefused whose sentence says what to do.
"""

import json
import logging
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.parser_process import parser_process
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.sheet import About, Cell, Row, Sheet, StreamedSheet
from escale.workbooks.titles import ANYTHING, Wanted

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")

logger = logging.getLogger(__name__)


def read_sheet(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = CORRECTION_LIMITS,
    wanted: Wanted = ANYTHING,
) -> Sheet:
    """The visible sheet with the most titles, the first of equals, whole. Raises WorkbookRefused.

    `name` is what the file was called by who sent it, when `path` is a temporary copy.
    """
    with open_sheet(path, name=name, limits=limits, wanted=wanted) as sheet:
        rows = list(sheet.rows)
        return Sheet(sheet.about, rows, sheet.blank_rows, sheet.hidden_rows)


def check_offered(name: str, size: int, limits: Limits = CORRECTION_LIMITS) -> None:
    """What a name and a size say already, before the file is kept. Raises WorkbookUnreadable."""
    try:
        _accepted_suffix(name, size, limits)
    except FileRefused as refused:
        raise WorkbookUnreadable(refused.reason, limits) from None


@contextmanager
def open_sheet(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = CORRECTION_LIMITS,
    wanted: Wanted = ANYTHING,
) -> Iterator[StreamedSheet]:
    """The same while it is parsed: memory stays flat, and two cores work.

    What is wrong further down is raised by its rows, as a WorkbookRefused too.
    """
    try:
        suffix = _checked_suffix(path, name or path.name, limits)
        asked = (json.dumps(wanted.titles.as_json()), wanted.sheet)
        with parser_process(path, suffix, limits, asked) as parser:
            lines = _decoded(parser.lines())
            sheet = StreamedSheet(_first_line(lines), iter(()))
            sheet.rows = _rows(sheet, lines, limits)
            yield sheet
    except FileRefused as refused:
        raise WorkbookUnreadable(refused.reason, limits, refused.line) from None


def _checked_suffix(path: Path, name: str, limits: Limits) -> str:
    try:
        state = path.stat()
    except (OSError, ValueError):
        raise FileRefused(Refusal.NOT_A_FILE) from None
    if not stat.S_ISREG(state.st_mode):
        raise FileRefused(Refusal.NOT_A_FILE)
    return _accepted_suffix(name, state.st_size, limits)


def _accepted_suffix(name: str, size: int, limits: Limits) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileRefused(Refusal.FORMAT_UNKNOWN)
    if size == 0:
        raise FileRefused(Refusal.EMPTY)
    if size > limits.file_bytes:
        raise FileRefused(Refusal.TOO_HEAVY)
    return suffix


def _decoded(lines: Iterator[bytes]) -> Iterator[list[Any]]:
    # Made once: json.loads would make one for each row.
    decode = json.JSONDecoder(object_hook=_revived).decode
    for line in lines:
        answer = decode(line.decode())
        if answer[0] == "refused":
            _refused, reason, number, log = answer
            if log:
                logger.warning("A workbook could not be parsed: %s", log)
            raise FileRefused(Refusal(reason), number)
        yield answer


def _first_line(lines: Iterator[list[Any]]) -> About:
    for _sheet, name, height, first_column, others, *further in lines:
        return About(name, height, first_column, [tuple(other) for other in others], *further)
    raise FileRefused(Refusal.TOO_DEMANDING)


def _rows(sheet: StreamedSheet, lines: Iterator[list[Any]], limits: Limits) -> Iterator[Row]:
    """Up to the last line, without which the child was killed before its end."""
    try:
        for first, second, *third in lines:
            if first == "end":
                sheet.blank_rows, sheet.hidden_rows = second, third[0]
                return
            yield Row(first, second)
        raise FileRefused(Refusal.TOO_DEMANDING)
    except FileRefused as refused:
        raise WorkbookUnreadable(refused.reason, limits, refused.line) from None


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
