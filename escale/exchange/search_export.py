"""« Exporter » on a search: everyone it found, on all its pages, of all orders (R25)."""

from datetime import date
from typing import BinaryIO

from escale.dotations.models import DotationQuerySet
from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.order_export import (
    CHUNK,
    FIELDS,
    SHEET_NAME,
    Tell,
    told,
    written_columns,
    written_rows,
)
from escale.workbooks.writing import Kind, WrittenColumn, WrittenSheet, write_workbook

ORDER_NUMBER = WrittenColumn("N° de commande", 16, Kind.NUMBER)
# After the matricule, as on the screen (R24).
ORDER_POSITION = 2
READ = (*FIELDS[:ORDER_POSITION], "order_id", *FIELDS[ORDER_POSITION:])


def search_file_name(day: date) -> str:
    return f"{day:%Y%m%d}_Titres_Dématérialisés_Recherche.xlsx"


def write_search_workbook(
    stream: BinaryIO, dotations: DotationQuerySet, *, tell: Tell | None = None
) -> int:
    """Write them all, newest first; return how many. Memory stays flat."""
    sheet = found_sheet(dotations, tell=tell)
    return write_workbook(stream, sheet.columns, sheet.rows, sheet_name=sheet.name)


def found_sheet(dotations: DotationQuerySet, *, tell: Tell | None = None) -> WrittenSheet:
    columns = written_columns(EXPORT_COLUMNS)
    columns.insert(ORDER_POSITION, ORDER_NUMBER)
    found = told(dotations.order_by("-id").values_list(*READ).iterator(CHUNK), tell)
    return WrittenSheet(SHEET_NAME, columns, written_rows(found))
