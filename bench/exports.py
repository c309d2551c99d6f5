"""« Exporter » on an order of N dotations: from the database to the .xlsx.

The limits are XlsxWriter on the same rows held in memory, and zlib on the XML of that sheet; the
peer is openpyxl, write-only, which makes the same workbook: text cells, unlocked ones, widths. It
is measured up to 10 000 rows, and its time scaled beyond; « bare values » is its figure without
any of that. Memory is the peak of Python's own allocations.
"""

import tracemalloc
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter

from bench.data import client_with
from bench.table import Goal, Measure, timed
from escale.dotations.models import Dotation, DotationQuerySet
from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.order_export import (
    FIELDS,
    UNLOCKED,
    write_order_workbook,
    written_columns,
    written_rows,
)
from escale.workbooks.writing import Row, write_workbook

SIZES = (1_000, 10_000, 100_000)
PEER_ROWS = 10_000
REPETITIONS = {1_000: 5, 10_000: 3, 100_000: 1}
OPEN = Protection(locked=False)
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1024 * 1024


def run() -> list[Goal]:
    figures = {size: _measured(size) for size in SIZES}
    goals = []
    for size, (ours, writer, zipped, peer, _memory) in figures.items():
        name = f"export {size:,}"
        goals += [
            Goal(f"{name}: ours / openpyxl, the same workbook", ours / peer, 1 / 1.7, "x"),
            Goal(f"{name}: ours / (the same rows in memory)", ours / writer, 2.0, "x"),
            Goal(f"{name}: ours / zlib of the same XML", ours / zipped, 2.0, "x"),
        ]
    for small, large in pairwise(SIZES):
        slope = figures[large][0] / figures[small][0] / (large / small)
        goals.append(Goal(f"export: slope {small:,} to {large:,}", slope, 1.3, "x"))
    goals.append(Goal(f"export {SIZES[-1]:,}: memory", figures[SIZES[-1]][4], 32, "MiB"))
    return goals


def _measured(size: int) -> tuple[float, float, float, float, float]:
    client = client_with(size, code=f"bench-export-{size}").client
    dotations = Dotation.objects.filter(client=client)
    times = range(REPETITIONS[size])
    rows: list[Row] = [*written_rows(dotations.modifiable().by_matricule().values_list(*FIELDS))]
    xml, memory = _traced(dotations)
    ours = Measure("ours", [timed(lambda: _ours(dotations)) for _ in times])
    writer = Measure("writer", [timed(lambda: _written(rows)) for _ in times])
    zipped = Measure("zlib", [timed(lambda: zlib.compress(xml, 6)) for _ in times])
    some = rows[:PEER_ROWS]
    scale = size / len(some)
    peer = timed(lambda: _peer(some)) * scale
    bare = timed(lambda: _bare_peer(some)) * scale
    print(f"export of {len(rows):,} rows, us/row (median of {len(times)}), {memory:.1f} MiB")
    for seconds, what in (
        (ours.median, "ours: database and workbook"),
        (writer.median, "the same rows in memory"),
        (zipped.median, "zlib of the same XML"),
        (peer, "openpyxl, the same workbook"),
        (bare, "openpyxl, bare values"),
    ):
        print(f"{what:36} {seconds / len(rows) * 1e6:8.1f}")
    return ours.median, writer.median, zipped.median, peer, memory


def _ours(dotations: DotationQuerySet) -> None:
    write_order_workbook(BytesIO(), dotations)


def _written(rows: list[Row]) -> None:
    write_workbook(BytesIO(), written_columns(EXPORT_COLUMNS, UNLOCKED), rows)


def _peer(rows: list[Row]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    columns = written_columns(EXPORT_COLUMNS, UNLOCKED)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([column.title for column in columns])
    for row in rows:
        cells = []
        for value, column in zip(row, columns, strict=True):
            cell = WriteOnlyCell(sheet, value if isinstance(value, str) else float(value))
            cell.number_format = column.kind.value
            if column.unlocked:
                cell.protection = OPEN
            cells.append(cell)
        sheet.append(cells)
    book.save(BytesIO())


def _bare_peer(rows: list[Row]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(BytesIO())


def _traced(dotations: DotationQuerySet) -> tuple[bytes, float]:
    """The XML of the sheet; the peak of memory in mebibytes, the finished workbook left out."""
    stream = BytesIO()
    tracemalloc.start()
    write_order_workbook(stream, dotations)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with zipfile.ZipFile(stream) as archive:
        return archive.read(SHEET), (peak - len(stream.getvalue())) / MEGABYTE
