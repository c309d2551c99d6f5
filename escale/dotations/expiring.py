"""Orders whose titles are over, and what nobody has activated of them (D10)."""

from django.db.models import Count, Q

from escale.dotations.states import MODIFIABLE
from escale.orders.models import Order
from escale.orders.queries import orders_over


def clients_to_expire() -> list[int]:
    """Who has orders whose titles are over, and that are not in the history yet."""
    return list(orders_over().order_by("client_id").values_list("client_id", flat=True).distinct())


def orders_to_expire(*, client_id: int) -> list[int]:
    return list(
        orders_over().filter(client_id=client_id).order_by("pk").values_list("pk", flat=True)
    )


def expiring_counts() -> list[tuple[Order, int]]:
    """Of all clients: each order whose titles are over, and how many nobody has activated."""
    counted = orders_over().annotate(
        number_open=Count("dotations", filter=Q(dotations__status__in=MODIFIABLE))
    )
    rows = counted.select_related("client").order_by("client__name", "pk")
    return [(order, order.number_open) for order in rows]  # type: ignore[attr-defined]
