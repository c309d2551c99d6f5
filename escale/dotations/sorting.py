"""In which order a table shows its rows: by one column, up or down, equal ones by identifier.

No index is kept for it: the best fifty of a client's rows are picked in one reading
(docs/performance.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.db.models import Case, F, Func, IntegerField, OrderBy, TextField, Value, When
from django.db.models.functions import Collate, Length

from escale.dotations.search import SEPARATOR, folded
from escale.dotations.states import DotationStatus

DOWN = "-"


class Column(StrEnum):
    """As an address writes it: « ?tri=-montant »."""

    MATRICULE = "matricule"
    NAME = "nom"
    AMOUNT = "montant"
    STATUS = "statut"
    LAST_EMAIL = "envoi"


@dataclass(frozen=True, slots=True)
class Sort:
    column: Column
    is_down: bool = False

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for anything that is no sort."""
        column = text.removeprefix(DOWN)
        return cls(Column(column), text.startswith(DOWN)) if column in set(Column) else None

    def __str__(self) -> str:
        return f"{DOWN if self.is_down else ''}{self.column}"

    @property
    def reverse(self) -> "Sort":
        return Sort(self.column, not self.is_down)

    def terms(self, *, from_the_end: bool = False) -> list[OrderBy]:
        """For `order_by`. A mail that never was comes last, up and down."""
        is_down = self.is_down != from_the_end
        terms = [OrderBy(key, descending=is_down) for key in [*KEYS[self.column](), F("id")]]
        if self.column == Column.LAST_EMAIL:
            end = {"nulls_first": True} if from_the_end else {"nulls_last": True}
            terms[0] = OrderBy(F(LAST_EMAIL), descending=is_down, **end)
        return terms


def _by_matricule() -> list[F | Func | Case]:
    """1, 2, 10 rather than 1, 10, 2 (R40)."""
    return [Length("matricule"), F("matricule")]


def _by_name() -> list[F | Func | Case]:
    """Without accents and case, family name first, as the index of the search holds them.

    One key is compared faster than two; the separator sorts before all that a name holds.
    """
    names = folded("last_name"), Value(SEPARATOR), folded("first_name")
    joined = Func(*names, template="(%(expressions)s)", arg_joiner=" || ", output_field=TextField())
    return [Collate(joined, "C")]


def _by_status() -> list[F | Func | Case]:
    """As the table of statuses goes, not as their codes are spelt."""
    ranks = [When(status=status, then=Value(rank)) for rank, status in enumerate(DotationStatus)]
    # The most frequent are asked first.
    return [Case(*reversed(ranks), default=Value(len(ranks)), output_field=IntegerField())]


# Mails are numbered as they are written.
LAST_EMAIL = "last_message_id"
KEYS: Mapping[Column, Callable[[], list[F | Func | Case]]] = {
    Column.MATRICULE: _by_matricule,
    Column.NAME: _by_name,
    Column.AMOUNT: lambda: [F("amount")],
    Column.STATUS: _by_status,
    Column.LAST_EMAIL: lambda: [F(LAST_EMAIL)],
}
