"""« Exporter » on a journal: the lines that its filters leave, newest first."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import override

from escale.dotations.journal import JournalLine, journal_lines
from escale.exchange.order_export import CHUNK, Tell, told
from escale.journal.models import JournalEntry
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import WrittenColumn, WrittenSheet, write_workbook

COLUMNS = [
    WrittenColumn("Date", 18),
    WrittenColumn("Qui", 26),
    WrittenColumn("Par", 14),
    WrittenColumn("Acte", 36),
    WrittenColumn("Sur", 24),
    WrittenColumn("Bénéficiaire", 28),
    WrittenColumn("Ancien et nouveau", 60),
    WrittenColumn("E-mail", 24),
]


def journal_file_name(day: date) -> str:
    return f"{day:%Y%m%d}_Journal.xlsx"


def write_journal_workbook(
    stream: BinaryIO, entries: QuerySet[JournalEntry], *, tell: Tell | None = None
) -> int:
    """Return how many. Memory stays flat: names and messages are looked up a chunk at a time."""
    with override("fr"):
        sheet = journal_sheet(entries, tell=tell)
        return write_workbook(stream, sheet.columns, sheet.rows, sheet_name=sheet.name)


def journal_sheet(entries: QuerySet[JournalEntry], *, tell: Tell | None = None) -> WrittenSheet:
    return WrittenSheet("Journal", COLUMNS, _rows(told(entries.iterator(CHUNK), tell)))


def _rows(entries: Iterable[JournalEntry]) -> Iterator[Row]:
    coming = iter(entries)
    while chunk := list(islice(coming, CHUNK)):
        yield from (_row(line) for line in journal_lines(chunk))


def _row(line: JournalLine) -> Row:
    entry = line.entry
    differences = " · ".join(
        f"{found.label}\u00a0: {found.old} → {found.new}"
        if found.old
        else f"{found.label}\u00a0: {found.new}"
        for found in line.differences
    )
    return (
        f"{localtime(entry.at):%d/%m/%Y %H:%M:%S}",
        entry.actor,
        str(entry.get_door_display()),
        line.sentence,
        entry.about,
        line.name,
        differences,
        line.message,
    )
