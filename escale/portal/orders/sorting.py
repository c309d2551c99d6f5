"""The columns that the three lists sort by, as links: `?tri=montant`, or `?tri=-montant`."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.orders.models import OrderQuerySet
from escale.orders.states import OrderStatus

NEWEST_FIRST = "-date"
# Along its life: a status as a word would put « Annulée » first.
_ALONG_ITS_LIFE = Case(
    *(When(status=status, then=Value(rank)) for rank, status in enumerate(OrderStatus)),
    output_field=IntegerField(),
)
_KEYS: dict[str, str | Case] = {
    "numero": "number",
    "date": "placed_on",
    "montant": "total",
    "statut": _ALONG_ITS_LIFE,
}
_TITLES = {
    "numero": _("N° de commande"),
    "date": _("Date"),
    "montant": _("Montant"),
    "statut": _("Statut"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """The header of a column: where pressing it leads, and how the lists are sorted by it now."""

    title: Promise
    query: str
    # What aria-sort says; nothing where the lists are sorted by another column.
    direction: str


def wanted_sort(query: Mapping[str, str]) -> str:
    """`montant` for the smallest first, `-montant` for the largest."""
    asked = query.get("tri", "")
    return asked if asked.removeprefix("-") in _KEYS else NEWEST_FIRST


def sorted_orders(orders: OrderQuerySet, sort: str) -> OrderQuerySet:
    """Among equals, the newest first."""
    key = _KEYS[sort.removeprefix("-")]
    if isinstance(key, str):
        first = f"-{key}" if sort.startswith("-") else key
        return orders.order_by(first, "-placed_on", "-number")
    ordered = key.desc() if sort.startswith("-") else key.asc()
    return orders.order_by(ordered, "-placed_on", "-number")


def sort_columns(sort: str, kept: Mapping[str, str]) -> dict[str, Column]:
    """For each sortable column; a sort begins again at the first page and keeps the filters."""
    return {name: _column(name, sort, kept) for name in _KEYS}


def _column(name: str, sort: str, kept: Mapping[str, str]) -> Column:
    directions = {name: "ascending", f"-{name}": "descending"}
    # The largest, the newest first; pressed again, the other way.
    following = name if sort == f"-{name}" or (name == "statut" and sort != name) else f"-{name}"
    query = urlencode({**kept, "tri": following})
    return Column(_TITLES[name], f"?{query}", directions.get(sort, ""))
