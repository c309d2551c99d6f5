"""The process that parses a file for us and may die of it.

Started by `reading.py` with the file on its standard input, no environment and nothing inherited.
It answers in JSON lines on its standard output: `["sheet", name, height]`, one `[number, cells]` a
row, then `["end", blank_rows]`; or `["refused", reason]`, at any point. No last line means that it
was killed. The parent reads while the child writes.
"""

import codecs
import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from escale.workbooks.archive import check_archive
from escale.workbooks.delimited import delimited_rows
from escale.workbooks.limits import Limits
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.sheet import Cell

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
# Made once: json.dumps would make one for each of a hundred thousand rows.
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Loaded on first use otherwise, when no file can be opened any more.
LAZY_CODECS = ("cp1252", "cp437", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


def main(suffix: str, limits_text: str) -> None:
    limits = Limits(**json.loads(limits_text))
    confine(limits)
    answer_for(sys.stdin.buffer.read(), suffix, limits, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def answer_for(data: bytes, suffix: str, limits: Limits, answer: BinaryIO) -> None:
    """Rows or a reason: whatever the file holds, nothing is raised."""
    try:
        parse(data, suffix, limits, answer)
    except FileRefused as refused:
        answer.write(encoded(["refused", refused.reason]))
    except MemoryError:
        answer.write(encoded(["refused", Refusal.TOO_DEMANDING]))
    except BaseException as error:  # a panic of the parser is not an Exception
        answer.write(encoded(["refused", Refusal.UNREADABLE, type(error).__name__]))


def confine(limits: Limits) -> None:
    """From here on: bounded memory, processor time and answer; no file, no socket, no core dump."""
    for codec in LAZY_CODECS:
        codecs.lookup(codec)
    memory = limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer_bytes, limits.answer_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def parse(data: bytes, suffix: str, limits: Limits, answer: BinaryIO) -> None:
    if suffix == ".csv":
        height = data.count(b"\n") + 1
        if not emit(("", height), delimited_rows(data), limits, answer):
            raise FileRefused(Refusal.NO_DATA)
        return
    check_content(data, suffix, limits)
    workbook = opened(data)
    for metadata in workbook.sheets_metadata:
        if is_visible_table(metadata):
            sheet = workbook.get_sheet_by_name(metadata.name)
            if sheet.width > limits.columns:
                raise FileRefused(Refusal.TOO_MANY_COLUMNS)
            height = (sheet.start or (0, 0))[0] + sheet.height
            if emit((metadata.name, height), sheet.iter_rows(), limits, answer):
                return
    raise FileRefused(Refusal.NO_DATA)


def opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError:
        if ENCRYPTED_RECORDS.search(data):
            raise FileRefused(Refusal.PASSWORD) from None
        raise


def is_visible_table(metadata: SheetMetadata) -> bool:
    return metadata.visible == SheetVisibleEnum.Visible and metadata.typ == SheetTypeEnum.WorkSheet


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
    sheet: tuple[str, int], rows: Iterable[Sequence[Cell]], limits: Limits, answer: BinaryIO
) -> bool:
    """Write the rows that hold something, under the numbers the sheet shows; False if none does.

    `sheet` is its name and how many rows it has, blank ones included.
    """
    written = blank = pending_blank = 0
    for number, cells in enumerate(rows, start=1):
        if all(is_blank(cell) for cell in cells):
            pending_blank += 1
            continue
        if written == limits.rows:
            raise FileRefused(Refusal.TOO_MANY_ROWS)
        if len(cells) > limits.columns:
            raise FileRefused(Refusal.TOO_MANY_COLUMNS)
        if not written:
            answer.write(encoded(["sheet", *sheet]))
        blank += pending_blank if written else 0
        pending_blank = 0
        written += 1
        answer.write(encoded([number, list(honest(cells))]))
    if written:
        answer.write(encoded(["end", blank]))
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
