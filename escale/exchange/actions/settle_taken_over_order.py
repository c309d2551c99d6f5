from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import make_aware

from escale.dotations.states import CLOSED, DotationStatus
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderStatus


@transaction.atomic
def settle_taken_over_order(
    *, actor: Actor, order: Order, statuses: Collection[DotationStatus], at: datetime
) -> Order:
    """Put an order that lived elsewhere where its dotations say that it is, paid and dated `at`."""
    order.status = _status_of(frozenset(statuses))
    order.paid_at = at
    order.produced_at = None if order.status == OrderStatus.IN_PRODUCTION else at
    order.closed_at = _closed_at(order, at) if order.status in HISTORY else None
    order.save(update_fields=["status", "paid_at", "produced_at", "closed_at"])
    record(
        actor=actor,
        verb="order-taken-over",
        about=order.about,
        client_id=order.client_id,
        changes={"status": ("", order.status)},
    )
    return order


def _closed_at(order: Order, at: datetime) -> datetime:
    """Titles that nobody activated ended with their last day."""
    if order.status != OrderStatus.ENDED or not order.is_over:
        return at
    return max(at, make_aware(datetime.combine(order.valid_until, time.max)))


def _status_of(statuses: frozenset[DotationStatus]) -> OrderStatus:
    if statuses == {DotationStatus.ACTIVATED}:
        return OrderStatus.CLOSED
    if statuses and statuses <= CLOSED:
        return OrderStatus.ENDED
    if DotationStatus.PRODUCTION in statuses:
        return OrderStatus.IN_PRODUCTION
    if DotationStatus.INTEGRATION in statuses:
        return OrderStatus.INTEGRATION
    return OrderStatus.EMAILS_SENT
