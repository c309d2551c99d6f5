"""The three lists of « Suivi de toutes mes commandes » (R4-R6), a page of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Member
from escale.dotations.queries import Progress, activation_progress
from escale.orders.models import Order, OrderQuerySet
from escale.orders.queries import orders_visible_to
from escale.orders.states import OrderStatus
from escale.webkit.pagination import Page, page_number_in

PAGE_SIZE = 20

LOOKS = {
    OrderStatus.AWAITING_PAYMENT: "attente",
    OrderStatus.CLOSED: "activee",
    OrderStatus.CANCELLED: "integration",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as a line of a list."""

    order: Order
    progress: Progress | None

    @property
    def look(self) -> str:
        return LOOKS.get(OrderStatus(self.order.status), "cours")


@dataclass(frozen=True, slots=True)
class OrderList:
    key: str
    title: Promise
    definition: Promise
    nothing: Promise
    page: Page[OrderLine]


def order_lists(member: Member, query: Mapping[str, str]) -> list[OrderList]:
    """Each list pages on its own: `?en-attente=2&historique=3`."""
    orders = orders_visible_to(member)
    return [
        _list(
            "en-attente",
            orders.waiting(),
            query,
            title=_("Mes commandes en attente"),
            definition=_("Elles ne sont pas encore payées, ou leur règlement n’est pas arrivé."),
            nothing=_("Aucune commande n’attend de règlement."),
        ),
        _list(
            "en-cours",
            orders.in_progress(),
            query,
            title=_("Mes commandes en cours de traitement"),
            definition=_(
                "Elles sont réglées et en cours de production ou d’envoi, ou certaines de "
                "leurs dotations ne sont pas encore activées."
            ),
            nothing=_("Aucune commande n’est en cours de traitement."),
        ),
        _list(
            "historique",
            orders.history(),
            query,
            title=_("Historique de mes commandes"),
            definition=_("Elles sont livrées, ou toutes leurs dotations sont activées."),
            nothing=_("Aucune commande n’est terminée pour l’instant."),
        ),
    ]


def newest_orders(member: Member, number: int) -> list[OrderLine]:
    return _lines(orders_visible_to(member)[:number])


def _list(key: str, orders: OrderQuerySet, query: Mapping[str, str], **texts: Promise) -> OrderList:
    number = page_number_in(query, key)
    start = (number - 1) * PAGE_SIZE
    lines = _lines(orders[start : start + PAGE_SIZE])
    page = Page(lines, total=orders.count(), number=number, size=PAGE_SIZE, parameter=key)
    return OrderList(key=key, page=page, **texts)


def _lines(orders: OrderQuerySet) -> list[OrderLine]:
    rows = list(orders)
    progress = activation_progress(order.number for order in rows)
    return [OrderLine(order, progress.get(order.number)) for order in rows]
