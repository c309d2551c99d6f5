"""The process that parses a file for us and may die of it.

Started by `reading.py` with the file on its standard input, no environment and nothing inherited.
It answers in JSON lines on its standard output: `["sheet", …]` (the fields of `About`), one
`[number, cells]` a row, then `["end", blank_rows, hidden_rows]`; or, at any point, `["refused",
reason, line, log]`. No last line means that it was killed. The parent reads while the child writes.
"""

import codecs
import json
import re
import resource
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from escale.workbooks.archive import check_archive
from escale.workbooks.delimited import read_delimited
from escale.workbooks.encodings import CODECS
from escale.workbooks.limits import Limits
from escale.workbooks.marks import marks_of
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.sheet import About, Cell
from escale.workbooks.sheets import FoundSheet, find_sheet
from escale.workbooks.titles import KnownTitles, Wanted

ZIP_MARK = b"PK"
COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream in which Excel keeps a whole .xlsx once it has a password.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# A .xls says that it is encrypted right after the record that opens its stream of records.
ENCRYPTED_RECORDS = re.compile(
    rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
REQUIRED_PARTS = {".xlsx": "[Content_Types].xml", ".ods": "content.xml"}
EXACT_INTEGERS = 2**53
# Enough words with doubtful accents to show what is meant.
DOUBTS = 5
# Made once: json.dumps would make one for each of a hundred thousand rows.
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def main(suffix: str, limits_text: str, titles_text: str, sheet: str) -> None:
    limits = Limits(**json.loads(limits_text))
    wanted = Wanted(KnownTitles(**json.loads(titles_text)), sheet)
    confine(limits)
    answer_for(sys.stdin.buffer.read(), suffix, limits, sys.stdout.buffer, wanted)
    sys.stdout.buffer.flush()


def answer_for(data: bytes, suffix: str, limits: Limits, answer: BinaryIO, wanted: Wanted) -> None:
    """Rows or a reason: whatever the file holds, nothing is raised."""
    try:
        parse(data, suffix, limits, answer, wanted)
    except FileRefused as refused:
        answer.write(encoded(["refused", refused.reason, refused.line, ""]))
    except MemoryError:
        answer.write(encoded(["refused", Refusal.TOO_DEMANDING, 0, ""]))
    except BaseException as error:  # a panic of the parser is not an Exception
        answer.write(encoded(["refused", Refusal.UNREADABLE, 0, type(error).__name__]))


def confine(limits: Limits) -> None:
    """From here on: bounded memory, processor time and answer; no file, no socket, no core dump."""
    # Loaded on first use otherwise, when no file can be opened any more.
    for codec in CODECS:
        codecs.lookup(codec)
    memory = limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer_bytes, limits.answer_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def parse(data: bytes, suffix: str, limits: Limits, answer: BinaryIO, wanted: Wanted) -> None:
    if suffix == ".csv":
        text = read_delimited(data, wanted.titles)
        about = About("", data.count(b"\n") + 1, doubtful=list(text.doubtful[:DOUBTS]))
        is_there = emit(about, text.rows(), limits, answer)
    else:
        check_content(data, suffix, limits)
        found = find_sheet(opened(data), wanted.titles, wanted.sheet)
        is_there = found is not None and emit_sheet(data, suffix, found, limits, answer)
    if not is_there:
        raise FileRefused(Refusal.NO_DATA)


def emit_sheet(
    data: bytes, suffix: str, found: FoundSheet, limits: Limits, answer: BinaryIO
) -> bool:
    if found.sheet.width > limits.columns:
        raise FileRefused(Refusal.TOO_MANY_COLUMNS)
    marks = marks_of(data, found.name) if suffix == ".xlsx" else None
    about = About(
        found.name, found.height, found.first_column, found.others, is_verified=marks is not None
    )
    rows: Iterable[Sequence[Cell]] = found.rows()
    if marks is None:
        return emit(about, rows, limits, answer)
    return emit(about, marks.applied(rows, found.first_column), limits, answer, marks.hidden)


def opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError:
        if ENCRYPTED_RECORDS.search(data):
            raise FileRefused(Refusal.PASSWORD) from None
        raise


def check_content(data: bytes, suffix: str, limits: Limits) -> None:
    """The extension is a promise: raise FileRefused unless the content keeps it."""
    if suffix == ".xls":
        if not data.startswith(COMPOUND_MARK):
            raise FileRefused(Refusal.FORMAT_MISMATCH)
        return
    if data.startswith(COMPOUND_MARK) and ENCRYPTED_STREAM in data:
        raise FileRefused(Refusal.PASSWORD)
    if not data.startswith(ZIP_MARK):
        raise FileRefused(Refusal.FORMAT_MISMATCH)
    check_archive(data, REQUIRED_PARTS[suffix], limits)


def emit(
    about: About,
    rows: Iterable[Sequence[Cell]],
    limits: Limits,
    answer: BinaryIO,
    hidden: Collection[int] = (),
) -> bool:
    """Write the rows that hold something, under the numbers the sheet shows; False if none does."""
    written = blank = pending_blank = 0
    hidden_rows = []
    for number, cells in enumerate(rows, start=1):
        if all(is_blank(cell) for cell in cells):
            pending_blank += 1
            continue
        if written == limits.rows:
            raise FileRefused(Refusal.TOO_MANY_ROWS)
        if len(cells) > limits.columns:
            raise FileRefused(Refusal.TOO_MANY_COLUMNS)
        if not written:
            answer.write(encoded(["sheet", *astuple(about)]))
        blank += pending_blank if written else 0
        pending_blank = 0
        written += 1
        if number in hidden:
            hidden_rows.append(number)
        answer.write(encoded([number, list(honest(cells))]))
    if written:
        answer.write(encoded(["end", blank, hidden_rows]))
    return bool(written)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def honest(cells: Iterable[Cell]) -> Iterator[object]:
    """What JSON can carry, whole numbers as int."""
    for cell in cells:
        if type(cell) is str:
            yield cell
        elif isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_INTEGERS:
            yield int(cell)
        elif isinstance(cell, datetime | date | time):
            yield {type(cell).__name__: cell.isoformat()}
        elif isinstance(cell, timedelta):
            yield {"timedelta": cell.total_seconds()}
        else:
            yield cell


def encoded(line: list[object]) -> bytes:
    return ENCODE(line).encode() + b"\n"
