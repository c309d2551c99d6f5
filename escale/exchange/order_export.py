"""« Exporter »: an order's modifiable dotations, to be corrected and imported (R39-R42)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.dotations.models import DotationQuerySet
from escale.dotations.states import DotationStatus
from escale.exchange.columns import EXPORT_COLUMNS, FileColumn
from escale.kernel.languages import in_french
from escale.kernel.phones import national_digits
from escale.orders.models import Order
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

R = TypeVar("R")
# Called with how many rows are written so far, now and then.
Tell = Callable[[int], None]

CHUNK = 2_000
SHEET_NAME = "Dotations"
NUMBERS = frozenset({"id", "amount"})
TYPED = frozenset({"email", "phone"})
WIDTHS = {"id": 20, "email": 40, "last_name": 22, "first_name": 18, "status": 24}
FIELDS = ("id", "matricule", "last_name", "first_name", "email", "phone", "amount", "status")


@in_french
def written_columns(
    columns: Iterable[FileColumn], typed: frozenset[str] = frozenset()
) -> list[WrittenColumn]:
    """The columns as a workbook shows them, those named in `typed` to be typed in."""
    return [
        WrittenColumn(
            title=column.title,
            width=WIDTHS.get(column.key, 14),
            kind=Kind.NUMBER if column.key in NUMBERS else Kind.TEXT,
            is_typed=column.key in typed,
            hint=_hint(column.key, typed),
        )
        for column in columns
    ]


def _hint(key: str, typed: frozenset[str]) -> str:
    """What a file to be corrected says of each column, without a row of its own."""
    if not typed:
        return ""
    if key in typed:
        return _("À corriger si besoin. Une case laissée vide ne change rien.")
    return _("Ne se modifie pas\u00a0: sert à reconnaître la ligne à l’import.")


def export_file_name(order: Order) -> str:
    """The date is the order's, not today's (R39)."""
    return f"{order.placed_on:%Y%m%d}_Titres_Dématérialisés_Commande_{order.pk}.xlsx"


def write_order_workbook(
    stream: BinaryIO, dotations: DotationQuerySet, *, tell: Tell | None = None
) -> int:
    """Write those that are not activated, by matricule; return how many. Memory stays flat."""
    rows = dotations.modifiable().by_matricule().values_list(*FIELDS)
    columns = written_columns(EXPORT_COLUMNS, TYPED)
    written = written_rows(told(rows.iterator(CHUNK), tell))
    return write_workbook(stream, columns, written, sheet_name=SHEET_NAME)


def told(rows: Iterable[R], tell: Tell | None) -> Iterable[R]:
    """The rows, each chunk of them told once it has been taken."""
    return rows if tell is None else _told(rows, tell)


def _told(rows: Iterable[R], tell: Tell) -> Iterator[R]:
    for number, row in enumerate(rows):
        if number % CHUNK == 0:
            tell(number)
        yield row


def written_rows(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str | int | Decimal, ...]]:
    """The cells of dotations read as FIELDS; values before those come first, as they are."""
    with override("fr"):
        labels = {status.value: str(status.label) for status in DotationStatus}
    for *before, phone, amount, status in rows:
        yield *before, national_digits(phone), written_amount(amount), labels[status]


def written_amount(cents: int) -> int | Decimal:
    """Euros, with cents only where there are some."""
    return Decimal(cents) / 100 if cents % 100 else cents // 100
