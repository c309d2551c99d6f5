"""« Exporter » on an order of N dotations: from the database to the .xlsx.

The limits are XlsxWriter on the same rows held in memory, and zlib on the XML of that sheet; the
peer is openpyxl, write-only, which makes the same workbook: text cells, unlocked ones, widths. It
is measured up to 2 000 rows.
"""

import zipfile
import zlib
from functools import partial
from io import BytesIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from bench.data import client_with
from bench.goals import Bench, Figures, faster, within
from bench.measuring import clocked, in_turn, per_item
from escale.dotations.models import Dotation, DotationQuerySet
from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.order_export import (
    FIELDS,
    TYPED,
    write_order_workbook,
    written_columns,
    written_rows,
)
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import GREY, write_workbook

PEER_ROWS = 2_000
NOT_TYPED = PatternFill("solid", fgColor=GREY[1:])
SHEET = "xl/worksheets/sheet1.xml"


def measure(size: int) -> Figures:
    client = client_with(size, code=f"bench-export-{size}").client
    dotations = Dotation.objects.filter(client=client)
    rows: list[Row] = [*written_rows(dotations.modifiable().by_matricule().values_list(*FIELDS))]
    some, xml = rows[:PEER_ROWS], _xml(dotations)
    measures = in_turn(
        {
            "ours": clocked(partial(write_order_workbook, BytesIO(), dotations)),
            "the rows in memory": clocked(partial(_written, rows)),
            "zlib of the same XML": clocked(partial(zlib.compress, xml, 6)),
            "openpyxl": clocked(partial(_peer, some)),
        }
    )
    return per_item(measures, dict.fromkeys(measures, len(rows)) | {"openpyxl": len(some)})


def _written(rows: list[Row]) -> None:
    write_workbook(BytesIO(), written_columns(EXPORT_COLUMNS, TYPED), rows)


def _peer(rows: list[Row]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    columns = written_columns(EXPORT_COLUMNS, TYPED)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([column.title for column in columns])
    for row in rows:
        cells = []
        for value, column in zip(row, columns, strict=True):
            cell = WriteOnlyCell(sheet, value if isinstance(value, str) else float(value))
            cell.number_format = column.kind.value
            if not column.is_typed:
                cell.fill = NOT_TYPED
            cells.append(cell)
        sheet.append(cells)
    book.save(BytesIO())


def _xml(dotations: DotationQuerySet) -> bytes:
    stream = BytesIO()
    write_order_workbook(stream, dotations)
    with zipfile.ZipFile(stream) as archive:
        return archive.read(SHEET)


BENCHES = (
    Bench(
        "Export, rows", "µs/row", (1_000, 10_000), (1_000, 10_000, 100_000),
        (
            faster("openpyxl", 1.7),
            within("the rows in memory", 2),
            within("zlib of the same XML", 2),
        ),
        measure,
        slope=1.3,
    ),
)  # fmt: skip
