"""« Exporter détails »: what an order is, its lines, and all its beneficiaries (R11)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from django.db.models.functions import Length
from django.utils.translation import override

from escale.dotations.models import DotationQuerySet
from escale.exchange.columns import EXPORT_COLUMNS, PAPER_COLUMNS
from escale.exchange.order_export import (
    CHUNK,
    FIELDS,
    Tell,
    told,
    written_columns,
    written_rows,
)
from escale.orders.models import Order
from escale.orders.order_document import SEVERAL_PRICES, line_titles, order_facts, payment_fact
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import Kind, WrittenColumn, WrittenSheet, write_sheets

# Widths and kinds of R9's columns.
LINE_COLUMNS = (
    (34, Kind.TEXT),
    (12, Kind.NUMBER),
    (18, Kind.EUROS),
    (18, Kind.EUROS),
    (10, Kind.TEXT),
    (18, Kind.EUROS),
)
BENEFICIARY_COLUMNS = written_columns(EXPORT_COLUMNS)
BOOKLET_FIELDS = ("matricule", "last_name", "first_name", "amount")
BOOKLET_COLUMNS = written_columns(PAPER_COLUMNS)


def detail_file_name(order: Order) -> str:
    """The date is the order's, not today's, as in its other export (R39)."""
    return f"{order.placed_on:%Y%m%d}_Détail_Commande_{order.pk}.xlsx"


def write_detail_workbook(
    stream: BinaryIO, order: Order, dotations: DotationQuerySet, *, tell: Tell | None = None
) -> None:
    """« Détail » and « Bénéficiaires », whatever their status; memory stays flat."""
    with override("fr"):
        write_sheets(stream, [_detail(order), _beneficiaries(order, dotations, tell)])


def _detail(order: Order) -> WrittenSheet:
    columns = [
        WrittenColumn(title, width, kind)
        for title, (width, kind) in zip(line_titles(), LINE_COLUMNS, strict=True)
    ]
    facts = [
        ("Commande", f"N°{order.number}"),
        ("Client", f"{order.client.name} ({order.client.code})"),
        *order_facts(order),
        ("Règlement", payment_fact(order)),
    ]
    return WrittenSheet("Détail", columns, _lines(order), facts)


def _lines(order: Order) -> Iterator[Row]:
    for line in order.lines.all():
        amount = _euros(line.amount)
        price = SEVERAL_PRICES if line.unit_price is None else _euros(line.unit_price)
        yield line.get_kind_display(), line.quantity, price, amount, "", amount
    yield "TOTAL", "", "", "", "", _euros(order.total)


def _beneficiaries(order: Order, dotations: DotationQuerySet, tell: Tell | None) -> WrittenSheet:
    if order.is_paper:
        booklets = order.booklets.order_by(Length("matricule"), "matricule")
        rows = told(booklets.values_list(*BOOKLET_FIELDS).iterator(CHUNK), tell)
        euros = ((*who, amount // 100) for *who, amount in rows)
        return WrittenSheet("Bénéficiaires", BOOKLET_COLUMNS, euros)
    found = told(dotations.by_matricule().values_list(*FIELDS).iterator(CHUNK), tell)
    return WrittenSheet("Bénéficiaires", BENEFICIARY_COLUMNS, written_rows(found))


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100
