from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from escale.journal.actor import Actor
from escale.orders.actions.move_order import move_order
from escale.orders.deferred import ADVANCE_ORDER
from escale.orders.emails import send_payment_received
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.queries import lock_order
from escale.orders.states import OrderEvent, next_status

AT_ONCE = timedelta(0)


@transaction.atomic
def record_payment(*, actor: Actor, number: int, tells_client: bool = True) -> Order:
    """The money has come: production starts (R50). Raises OrderStatusRefused the second time."""
    order = lock_order(number)
    event = OrderEvent.PAYMENT_RECORDED
    if next_status(order.status, event) is None:
        raise OrderStatusRefused(
            _("La commande %(number)s n’attend pas de règlement.") % {"number": number}
        )
    move_order(actor=actor, order=order, event=event, next_step_in=AT_ONCE)
    if tells_client:
        send_payment_received(order)
    ADVANCE_ORDER.defer(number=number)
    return order
