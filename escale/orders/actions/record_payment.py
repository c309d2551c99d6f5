from datetime import timedelta

from django.db import transaction

from escale.journal.actor import Actor
from escale.orders.actions.move_order import move_order
from escale.orders.deferred import ADVANCE_ORDER
from escale.orders.emails import send_payment_received
from escale.orders.models import Order
from escale.orders.queries import lock_payable_order
from escale.orders.states import OrderEvent

AT_ONCE = timedelta(0)


@transaction.atomic
def record_payment(*, actor: Actor, number: int, tells_client: bool = True) -> Order:
    """The money has come: production starts (R50). Raises OrderStatusRefused the second time."""
    order = lock_payable_order(number)
    move_order(actor=actor, order=order, event=OrderEvent.PAYMENT_RECORDED, next_step_in=AT_ONCE)
    if tells_client:
        send_payment_received(order)
    ADVANCE_ORDER.defer(number=number)
    return order
