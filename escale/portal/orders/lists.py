"""The three lists of « Suivi de toutes mes commandes » (R4-R6), a page of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Member
from escale.orders.models import Order, OrderQuerySet
from escale.orders.queries import OrderCounts, counts_of, orders_visible_to
from escale.portal.order_lines import OrderLine, lines_of, progress_of
from escale.portal.orders.filters import Filters, filters_of
from escale.portal.orders.sorting import Column, sort_columns, sorted_orders, wanted_sort
from escale.webkit.live import version_of
from escale.webkit.pagination import Page, page_number_in

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the three lists, before an order is in it."""

    key: str
    title: Promise
    definition: Promise
    nothing: Promise
    orders: Callable[[OrderQuerySet], OrderQuerySet]
    number: Callable[[OrderCounts], int]
    amount: Callable[[OrderCounts], int]
    is_exported: bool = False


@dataclass(frozen=True, slots=True)
class OrderList:
    """`amount` is of all its pages, in cents."""

    kind: Kind
    page: Page[Order]
    lines: list[OrderLine]
    amount: int


@dataclass(frozen=True, slots=True)
class Lists:
    """What the page shows of the orders that its filters leave."""

    filters: Filters
    sort: str
    lists: list[OrderList]
    counts: OrderCounts

    @property
    def shown(self) -> list[OrderList]:
        """All three, or those where something was found; what is exported keeps its place."""
        return [
            one
            for one in self.lists
            if one.page.total or one.kind.is_exported or not self.filters.criteria.narrows
        ]

    @property
    def found(self) -> int:
        return sum(one.page.total for one in self.lists)

    @property
    def is_in_many(self) -> bool:
        """Whether a total of its own says more than that of one list."""
        return sum(bool(one.page.total) for one in self.lists) > 1

    @property
    def amount(self) -> int:
        """Cents."""
        return sum(one.amount for one in self.lists)

    @property
    def query(self) -> str:
        """What the address says of the filters."""
        return urlencode(self.filters.criteria.query)

    @property
    def columns(self) -> dict[str, Column]:
        return sort_columns(self.sort, self.filters.criteria.query)

    @property
    def version(self) -> str:
        lines = (line.version for one in self.lists for line in one.lines)
        return version_of(self.counts, *lines)


KINDS = (
    Kind(
        "en-attente",
        _("Mes commandes en attente"),
        _("Elles ne sont pas encore payées, ou leur règlement n’est pas arrivé."),
        _("Aucune commande n’attend de règlement."),
        OrderQuerySet.waiting,
        lambda counts: counts.waiting,
        lambda counts: counts.amount_to_pay,
    ),
    Kind(
        "en-cours",
        _("Mes commandes en cours de traitement"),
        _(
            "Elles sont réglées et en cours de production ou d’envoi, ou certaines de "
            "leurs dotations ne sont pas encore activées."
        ),
        _("Aucune commande n’est en cours de traitement."),
        OrderQuerySet.in_progress,
        lambda counts: counts.in_progress,
        lambda counts: counts.amount_in_progress,
    ),
    Kind(
        "historique",
        _("Historique de mes commandes"),
        _("Elles sont livrées, ou plus aucune de leurs dotations n’est à activer."),
        _("Aucune commande n’est terminée pour l’instant."),
        OrderQuerySet.history,
        lambda counts: counts.history,
        lambda counts: counts.amount_in_history,
        is_exported=True,
    ),
)


def order_lists(member: Member, query: Mapping[str, str]) -> Lists:
    """Filtered and sorted alike; each list pages on its own: `?en-attente=2`."""
    filters = filters_of(member, query)
    sort = wanted_sort(query)
    orders = filters.criteria.among(orders_visible_to(member))
    counts = counts_of(orders)
    pages = {
        kind.key: _page(kind.orders(sorted_orders(orders, sort)), kind, counts, query)
        for kind in KINDS
    }
    progress = progress_of(order for page in pages.values() for order in page.rows)
    lists = [
        OrderList(
            kind,
            pages[kind.key],
            lines_of(pages[kind.key].rows, progress),
            kind.amount(counts),
        )
        for kind in KINDS
    ]
    return Lists(filters, sort, lists, counts)


def _page(
    orders: OrderQuerySet, kind: Kind, counts: OrderCounts, query: Mapping[str, str]
) -> Page[Order]:
    number = page_number_in(query, kind.key)
    start = (number - 1) * PAGE_SIZE
    rows = list(orders[start : start + PAGE_SIZE])
    return Page(rows, kind.number(counts), number, PAGE_SIZE, parameter=kind.key)
