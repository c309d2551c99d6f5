"""What is said of a row before it may be ordered: refused, to be checked, repaired, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.exchange.cells import shown
from escale.exchange.columns import (
    AMOUNT,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    MATRICULE,
    PHONE,
    FileColumn,
)
from escale.kernel.emails import is_mended
from escale.kernel.errors import DomainError
from escale.kernel.hints import NOTHING_KNOWN, KnownDomains, meant_by, suggest_address
from escale.kernel.phones import format_phone, has_lost_its_zero
from escale.kernel.text import whole_number, without_marks
from escale.orders.catalogue import check_amount
from escale.orders.models import Product
from escale.workbooks.sheet import Cell

TEXTS = (MATRICULE, LAST_NAME, FIRST_NAME)


class Severity(models.IntegerChoices):
    """How much a remark weighs; a row weighs as much as its heaviest remark."""

    FIT = 0, gettext_lazy("Prête")
    REPAIRED = 1, gettext_lazy("Réparée")
    WARNED = 2, gettext_lazy("À vérifier")
    REFUSED = 3, gettext_lazy("Refusée")


@dataclass(frozen=True, slots=True)
class Remark:
    """About one cell. `suggestion` is a value that one click would put there."""

    column: str
    severity: Severity
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """`values` of the good cells, ready to be stored; `typed` what the refused ones hold."""

    number: int
    values: dict[str, Any]
    typed: dict[str, str]
    remarks: list[Remark]

    @property
    def severity(self) -> Severity:
        return max((remark.severity for remark in self.remarks), default=Severity.FIT)


Look = Callable[[Cell, Any], Remark | None]


class Judge:
    """The issuer's rules on the rows of one product; duplicates are for who knows all the rows."""

    def __init__(
        self,
        columns: Sequence[FileColumn],
        product: Product,
        domains: KnownDomains = NOTHING_KNOWN,
    ) -> None:
        self.columns = columns
        self.product = product
        self._domains = domains
        # What may be said of a cell although its value is good.
        looks: dict[str, Look] = {
            **{
                column.key: _look_at_text(column.key)
                for column in (MATRICULE, LAST_NAME, FIRST_NAME)
            },
            PHONE.key: _look_at_phone,
            EMAIL.key: self._look_at_email,
        }
        self._steps = [
            (column.key, self._cleaner(column), looks.get(column.key)) for column in columns
        ]

    def judge(self, number: int, cells: Sequence[Cell]) -> JudgedRow:
        """`cells` in the order of the columns."""
        values: dict[str, Any] = {}
        typed: dict[str, str] = {}
        remarks: list[Remark] = []
        for (key, clean, look), cell in zip(self._steps, cells, strict=True):
            try:
                value = values[key] = clean(cell)
            except DomainError as error:
                typed[key] = shown(cell)
                meant = meant_by(error, self._domains)
                remarks.append(Remark(key, Severity.REFUSED, str(error), meant))
                continue
            if look is not None and (remark := look(cell, value)):
                remarks.append(remark)
        return JudgedRow(number, values, typed, remarks)

    def judge_typed(self, number: int, cells: Mapping[str, str]) -> JudgedRow:
        """The same of cells typed on screen, by column key; one that is missing is empty."""
        return self.judge(number, [cells.get(column.key, "") for column in self.columns])

    def _cleaner(self, column: FileColumn) -> Callable[[Cell], Any]:
        if column is not AMOUNT:
            return column.clean
        known: dict[tuple[type[Cell], Cell], int] = {}

        def amount(cell: Cell) -> int:
            """Few amounts serve many people: each is judged once."""
            key = (type(cell), cell)
            if key not in known:
                cents: int = column.clean(cell)
                check_amount(self.product, cents)
                known[key] = cents
            return known[key]

        return amount

    def _look_at_email(self, cell: Cell, email: str) -> Remark | None:
        suggestion = suggest_address(email, self._domains)
        if suggestion is None:
            return _mended_email(cell, email)
        return Remark(
            EMAIL.key,
            Severity.WARNED,
            _("Vouliez-vous dire %(address)s\u202f?") % {"address": suggestion},
            suggestion,
        )


def _look_at_text(key: str) -> Look:
    """What is stored is what was typed, or it is said."""

    def look(cell: Cell, value: str) -> Remark | None:
        if cell == value or not isinstance(cell, str) or shown(cell) == value:
            return None
        return _marks_removed(key, value)

    return look


def _look_at_marks(key: str, cell: Cell, shown_value: str) -> Remark | None:
    """The same of what is never stored as it is typed."""
    if not isinstance(cell, str) or whole_number(without_marks(cell)) == cell:
        return None
    return _marks_removed(key, shown_value)


def _marks_removed(key: str, value: str) -> Remark:
    return Remark(
        key,
        Severity.REPAIRED,
        _("Les marques du tableur sont retirées\u00a0: %(value)s.") % {"value": value},
    )


def _mended_email(cell: Cell, email: str) -> Remark | None:
    if not is_mended(shown(cell), email):
        return _look_at_marks(EMAIL.key, cell, email)
    return Remark(
        EMAIL.key,
        Severity.REPAIRED,
        _("Des caractères inhabituels sont remplacés\u00a0: %(address)s.") % {"address": email},
    )


def _look_at_phone(cell: Cell, phone: str) -> Remark | None:
    if not has_lost_its_zero(cell):
        return _look_at_marks(PHONE.key, cell, format_phone(phone))
    return Remark(
        PHONE.key,
        Severity.REPAIRED,
        _("Le zéro effacé par le tableur est rétabli\u00a0: %(phone)s.")
        % {"phone": format_phone(phone)},
    )
