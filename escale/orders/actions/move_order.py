from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderEvent, next_status

VERBS = {
    OrderEvent.PAYMENT_RECORDED: "payment-recorded",
    OrderEvent.PRODUCTION_STARTED: "production-started",
    OrderEvent.HANDED_OVER: "order-handed-over",
    OrderEvent.EMAILS_SENT: "first-emails-sent",
    OrderEvent.ALL_DOTATIONS_ACTIVATED: "order-closed",
    OrderEvent.ALL_DOTATIONS_OVER: "order-ended",
    OrderEvent.SHIPPED: "order-shipped",
    OrderEvent.DELIVERED: "order-delivered",
    OrderEvent.CANCELLED: "order-cancelled",
}

LEAVES_PRODUCTION = frozenset({OrderEvent.HANDED_OVER, OrderEvent.SHIPPED})
MOVED = ("status", "paid_at", "produced_at", "next_step_at", "closed_at")


@transaction.atomic
def move_order(
    *,
    actor: Actor,
    order: Order,
    event: OrderEvent,
    next_step_in: timedelta | None = None,
    reason: str = "",
) -> Order:
    """One step in the life of an order that the caller has locked. Raises OrderStatusRefused.

    `next_step_in` says when production goes on by itself, on the database's clock; None where
    somebody has to act first.
    """
    status = next_status(order.status, event)
    if status is None:
        raise OrderStatusRefused(
            _("La commande %(number)s n’en est pas à cette étape. Rechargez la page.")
            % {"number": order.pk}
        )
    former, order.status = order.status, status
    if event == OrderEvent.PAYMENT_RECORDED:
        order.paid_at = clock.now()
    if event in LEAVES_PRODUCTION:
        order.produced_at = clock.now()
    if status in HISTORY:
        order.closed_at = clock.now()
    order.next_step_at = None if next_step_in is None else Now() + next_step_in
    order.save(update_fields=MOVED)
    order.refresh_from_db(fields=["next_step_at"])
    record(
        actor=actor,
        verb=VERBS[event],
        about=order.about,
        client_id=order.client_id,
        changes={"status": (former, order.status)} | ({"reason": ("", reason)} if reason else {}),
    )
    return order
