"""« Exporter »: an order's modifiable dotations, to be corrected and imported (R39-R42)."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import override

from escale.dotations.models import DotationQuerySet
from escale.dotations.states import DotationStatus
from escale.exchange.columns import EXPORT_COLUMNS
from escale.kernel.phones import format_phone
from escale.orders.models import Order
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

CHUNK = 2_000
SHEET_NAME = "Dotations"
NUMBERS = frozenset({"id", "amount"})
UNLOCKED = frozenset({"email", "phone"})
WIDTHS = {"id": 20, "email": 40, "last_name": 22, "first_name": 18, "status": 24}
FIELDS = ("id", "matricule", "last_name", "first_name", "email", "phone", "amount", "status")

WRITTEN_COLUMNS = [
    WrittenColumn(
        title=column.title,
        width=WIDTHS.get(column.key, 14),
        kind=Kind.NUMBER if column.key in NUMBERS else Kind.TEXT,
        unlocked=column.key in UNLOCKED,
    )
    for column in EXPORT_COLUMNS
]


def export_file_name(order: Order) -> str:
    """The date is the order's, not today's (R39)."""
    return f"{order.placed_on:%Y%m%d}_Titres_Dématérialisés_Commande_{order.pk}.xlsx"


def write_order_workbook(stream: BinaryIO, dotations: DotationQuerySet) -> int:
    """Write those that are not activated, by matricule; return how many. Memory stays flat."""
    rows = dotations.modifiable().by_matricule().values_list(*FIELDS)
    return write_workbook(
        stream, WRITTEN_COLUMNS, _written(rows.iterator(CHUNK)), sheet_name=SHEET_NAME
    )


def _written(
    rows: Iterator[tuple[int, str, str, str, str, str, int, str]],
) -> Iterator[tuple[str | int, ...]]:
    with override("fr"):
        labels = {status.value: str(status.label) for status in DotationStatus}
    for identifier, matricule, last_name, first_name, email, phone, amount, status in rows:
        yield (
            identifier,
            matricule,
            last_name,
            first_name,
            email,
            format_phone(phone).replace(" ", ""),
            amount // 100,
            labels[status],
        )
