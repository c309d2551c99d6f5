from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.actions.move_dotations import move_dotations
from escale.dotations.actions.queue_first_emails import queue_first_emails
from escale.dotations.models import Dotation
from escale.dotations.states import DotationEvent
from escale.journal.actor import SYSTEM
from escale.orders.actions.move_order import move_order
from escale.orders.actions.postpone_order import postpone_order
from escale.orders.models import Order
from escale.orders.queries import issuer_settings, lock_due_order
from escale.orders.states import OrderEvent, OrderStatus

# First e-mails queued in one transaction: short, and little memory whatever the order.
BATCH = 500
# How often an order whose first e-mails are leaving is looked at.
WATCH = timedelta(seconds=10)


@transaction.atomic
def advance_order(*, number: int) -> Order | None:
    """Takes the step that an order's production has come to; None when there was none to take.

    Nothing happens before its time, nor while another worker holds the order: run twice, or again
    after a worker's death, it takes each step once. The next step may be due at once.
    """
    order = lock_due_order(number)
    if order is None:
        return None
    steps = PAPER if order.is_paper else CONNECT
    return steps[OrderStatus(order.status)](order)


def _start_production(order: Order) -> Order:
    move_dotations(order=order, event=DotationEvent.PAID)
    delay = issuer_settings().production_delay
    return _move(order, OrderEvent.PRODUCTION_STARTED, delay)


def _hand_over(order: Order) -> Order:
    move_dotations(order=order, event=DotationEvent.HANDED_OVER)
    delay = issuer_settings().integration_delay
    return _move(order, OrderEvent.HANDED_OVER, delay)


def _send_first_emails(order: Order) -> Order | None:
    """A batch at a time, then until the fate of the last one is known."""
    if queue_first_emails(order=order, most=BATCH):
        return order
    if Dotation.objects.before_first_email().filter(order=order).exists():
        postpone_order(order=order, next_step_in=WATCH)
        return None
    _move(order, OrderEvent.EMAILS_SENT)
    close_finished_order(actor=SYSTEM, number=order.pk)
    return order


def _ship(order: Order) -> Order:
    return _move(order, OrderEvent.SHIPPED, issuer_settings().delivery_delay)


def _deliver(order: Order) -> Order:
    return _move(order, OrderEvent.DELIVERED)


def _move(order: Order, event: OrderEvent, next_step_in: timedelta | None = None) -> Order:
    return move_order(actor=SYSTEM, order=order, event=event, next_step_in=next_step_in)


Steps = dict[OrderStatus, Callable[[Order], Order | None]]
CONNECT: Steps = {
    OrderStatus.PAID: _start_production,
    OrderStatus.IN_PRODUCTION: _hand_over,
    OrderStatus.INTEGRATION: _send_first_emails,
}
PAPER: Steps = {
    OrderStatus.PAID: _start_production,
    OrderStatus.IN_PRODUCTION: _ship,
    OrderStatus.SHIPPED: _deliver,
}
