"""Reading a file of beneficiaries to order for: every row judged, every remark kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.dotations.states import DotationStatus
from escale.exchange.cells import shown
from escale.exchange.columns import AMOUNT, EMAIL, MATRICULE, ORDER_COLUMNS, PHONE
from escale.exchange.errors import RowError
from escale.exchange.new_dotations import NewDotation
from escale.kernel.errors import DomainError
from escale.kernel.text import fold
from escale.orders.catalogue import check_amount, product_of
from escale.orders.models import Product
from escale.orders.states import ProductKind
from escale.workbooks.headers import Table, find_columns
from escale.workbooks.limits import ORDER_LIMITS
from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Row

MAX_NAMED_ROWS = 5
_MAIL_SHARED = gettext_lazy(
    "Cette adresse sert à plusieurs personnes (lignes %(rows)s). Vérifiez-la."
)
_PHONE_SHARED = gettext_lazy("Ce mobile sert à plusieurs personnes (lignes %(rows)s). Vérifiez-le.")


@dataclass(frozen=True)
class OrderFile:
    """`rows` are fit to be ordered; `errors` are refused cells, `warnings` accepted oddities.

    rows read = rows fit + rows in errors; blank rows are counted apart (I2).
    """

    rows: list[NewDotation]
    errors: list[RowError]
    warnings: list[RowError]
    blank_rows: int
    with_statuses: bool = False


def read_order_file(path: Path, *, name: str | None = None) -> OrderFile:
    """Raises WorkbookRefused when the file as a whole cannot be read.

    Columns of ORDER_COLUMNS; the optional « Statut dotation » takes an order over from a former
    portal with the statuses it had there.
    """
    sheet = read_sheet(path, name=name, limits=ORDER_LIMITS)
    table = find_columns(sheet, ORDER_COLUMNS)
    reading = _Reading(table, product_of(ProductKind.CONNECT))
    for row in table.rows:
        reading.take(row)
    return OrderFile(
        rows=reading.fit,
        errors=reading.errors,
        warnings=[
            *_shared(EMAIL.title, reading.people_by_email, _MAIL_SHARED),
            *_shared(PHONE.title, reading.people_by_phone, _PHONE_SHARED),
        ],
        blank_rows=sheet.blank_rows,
        with_statuses=reading.with_statuses,
    )


@dataclass
class _Reading:
    """What is known of a file as its rows pass by."""

    table: Table
    product: Product
    fit: list[NewDotation] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    with_statuses: bool = False
    row_of_matricule: dict[str, int] = field(default_factory=dict)
    people_by_email: dict[str, dict[str, int]] = field(default_factory=dict)
    people_by_phone: dict[str, dict[str, int]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        values, errors = _cleaned(self.table, row, self.product)
        matricule = values.get("matricule")
        if matricule is not None:
            first = self.row_of_matricule.setdefault(matricule, row.number)
            if first != row.number:
                errors.append(_matricule_twice(row.number, matricule, first))
        if errors:
            self.errors += errors
            return
        self.with_statuses = self.with_statuses or values["status"] is not None
        values["status"] = values["status"] or DotationStatus.PRODUCTION
        new = NewDotation(**values)
        self.fit.append(new)
        person = fold(f"{new.last_name} {new.first_name}")
        self.people_by_email.setdefault(new.email.casefold(), {}).setdefault(person, row.number)
        self.people_by_phone.setdefault(new.phone, {}).setdefault(person, row.number)


def _cleaned(table: Table, row: Row, product: Product) -> tuple[dict[str, Any], list[RowError]]:
    """The values of the good cells, and a remark on each bad one."""
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for column in ORDER_COLUMNS:
        cell = table.cell(row, column.key)
        try:
            values[column.key] = column.clean(cell)
            if column is AMOUNT:
                check_amount(product, values[column.key])
        except DomainError as error:
            errors.append(RowError(row.number, column.title, shown(cell), str(error)))
    return values, errors


def _matricule_twice(number: int, matricule: str, first: int) -> RowError:
    return RowError(
        number,
        MATRICULE.title,
        matricule,
        _("Ce matricule est déjà celui de la ligne %(first)s. Donnez-en un par bénéficiaire.")
        % {"first": first},
    )


def _shared(
    column: str, people_by_value: dict[str, dict[str, int]], sentence: Promise
) -> Iterable[RowError]:
    """A remark for each value that several people have; never a refusal (R33)."""
    for value, people in people_by_value.items():
        if len(people) > 1:
            numbers = sorted(people.values())
            named = ", ".join(map(str, numbers[:MAX_NAMED_ROWS]))
            more = ", …" if len(numbers) > MAX_NAMED_ROWS else ""
            yield RowError(numbers[0], column, value, str(sentence) % {"rows": named + more})
