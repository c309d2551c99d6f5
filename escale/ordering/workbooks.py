"""The workbooks of ordering: an empty one to fill, and the refused lines with their reasons."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from escale.exchange.columns import FileColumn, columns_of
from escale.exchange.judging import Severity
from escale.kernel.languages import in_french
from escale.ordering.models import Draft
from escale.orders.catalogue import product_of
from escale.orders.models import Product
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

CHUNK = 2_000
WIDTHS = {"email": 36, "last_name": 22, "first_name": 18}


def model_file_name(product: Product) -> str:
    return f"Modèle_{product.name.replace(' ', '_')}.xlsx"


@in_french
def write_model(stream: BinaryIO, product: Product) -> None:
    write_workbook(stream, _columns(columns_of(product)), [], sheet_name=_("Bénéficiaires"))


@in_french
def write_refused_lines(stream: BinaryIO, draft: Draft) -> int:
    """Columns of the order plus « Ligne » and « Motif », which a next import passes over."""
    columns = columns_of(product_of(draft.product))
    written = [
        *(WrittenColumn(column.title, WIDTHS.get(column.key, 14)) for column in columns),
        WrittenColumn(_("Ligne"), 8, Kind.NUMBER),
        WrittenColumn(_("Motif"), 80),
    ]
    return write_workbook(stream, written, _refused(draft, columns), sheet_name=_("Refusées"))


def _refused(draft: Draft, columns: tuple[FileColumn, ...]) -> Iterator[list[str | int]]:
    titles = {column.key: column.title for column in columns}
    for line in draft.lines.filter(severity=Severity.REFUSED).order_by("id").iterator(CHUNK):
        reasons = [
            f"{titles[remark['column']]} : {remark['reason']}"
            for remark in line.all_remarks
            if remark["severity"] == Severity.REFUSED
        ]
        cells = line.cells
        yield [*(cells[column.key] for column in columns), line.row, " ".join(reasons)]


def _columns(columns: tuple[FileColumn, ...]) -> list[WrittenColumn]:
    return [
        WrittenColumn(
            column.title,
            WIDTHS.get(column.key, 14),
            Kind.NUMBER if column.key == "amount" else Kind.TEXT,
        )
        for column in columns
    ]
