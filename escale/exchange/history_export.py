"""« Exporter » on « Historique de mes commandes »: those that the filters leave, newest first."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from django.utils.translation import override

from escale.dotations.progress import Progress, activation_progress
from escale.exchange.order_export import CHUNK, Tell, told
from escale.kernel.dates import french_date
from escale.orders.models import Order, OrderQuerySet
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

COLUMNS = [
    WrittenColumn("N° de commande", 16, Kind.NUMBER),
    WrittenColumn("Votre référence", 28),
    WrittenColumn("Produit", 28),
    WrittenColumn("Date", 12),
    WrittenColumn("Montant", 16, Kind.EUROS),
    WrittenColumn("Statut", 28),
    WrittenColumn("Passée par", 26),
    WrittenColumn("Règlement", 16),
    WrittenColumn("Réglée le", 12),
    WrittenColumn("Dotations", 12, Kind.NUMBER),
    WrittenColumn("Activées", 12, Kind.NUMBER),
]
NOTHING = Progress(0, 0, 0)


def history_file_name(day: date) -> str:
    return f"{day:%Y%m%d}_Historique_Commandes.xlsx"


def write_history_workbook(
    stream: BinaryIO, orders: OrderQuerySet, *, tell: Tell | None = None
) -> int:
    """Return how many. Memory stays flat: what was activated is counted a chunk at a time."""
    with override("fr"):
        rows = _rows(told(orders.iterator(CHUNK), tell))
        return write_workbook(stream, COLUMNS, rows, sheet_name="Historique")


def _rows(orders: Iterable[Order]) -> Iterator[Row]:
    coming = iter(orders)
    while chunk := list(islice(coming, CHUNK)):
        progress = activation_progress(order.number for order in chunk)
        yield from (_row(order, progress.get(order.number, NOTHING)) for order in chunk)


def _row(order: Order, progress: Progress) -> Row:
    """Paper has no dotations: nothing is written where nothing is counted."""
    return (
        order.number,
        order.client_reference,
        order.get_product_display(),
        french_date(order.placed_on),
        Decimal(order.total) / 100,
        order.status_label,
        order.placed_by,
        order.get_payment_means_display(),
        french_date(order.paid_at) if order.paid_at else "",
        progress.total or "",
        progress.activated if progress.total else "",
    )
