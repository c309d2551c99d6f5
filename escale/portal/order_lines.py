"""An order as a line: in the lists of orders, and on the home page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escale.clients.models import Member
from escale.dotations.progress import Progress, activation_progress
from escale.orders.models import Order
from escale.orders.queries import orders_visible_to
from escale.orders.states import OrderStatus
from escale.webkit.live import version_of

LOOKS = {
    OrderStatus.AWAITING_PAYMENT: "attente",
    OrderStatus.CLOSED: "activee",
    OrderStatus.ENDED: "integration",
    OrderStatus.DELIVERED: "activee",
    OrderStatus.CANCELLED: "integration",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as a line of a list."""

    order: Order
    progress: Progress | None

    @property
    def look(self) -> str:
        return look_of(self.order)

    @property
    def product(self) -> str:
        """« Connect » or « Classic »: what tells two products apart."""
        return self.order.get_product_display().rpartition(" ")[2]

    @property
    def is_activable(self) -> bool:
        return not self.order.is_paper and self.order.status != OrderStatus.CANCELLED

    @property
    def version(self) -> str:
        order = self.order
        known = (order.number, order.status, order.paid_at, order.total, order.client_reference)
        return version_of(*known, order.payment_means, self.progress)


def look_of(order: Order) -> str:
    """Pictogram and colour of its status; never the colour alone (design guide)."""
    return LOOKS.get(OrderStatus(order.status), "cours")


def newest_orders(member: Member, number: int) -> list[OrderLine]:
    orders = list(orders_visible_to(member)[:number])
    return lines_of(orders, progress_of(orders))


def progress_of(orders: Iterable[Order]) -> dict[int, Progress]:
    return activation_progress(order.number for order in orders)


def lines_of(orders: Iterable[Order], progress: Mapping[int, Progress]) -> list[OrderLine]:
    return [OrderLine(order, progress.get(order.number)) for order in orders]
