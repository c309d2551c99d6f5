from django.db import transaction
from django.utils.translation import gettext as _

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.states import TRANSITIONS, OrderEvent, OrderStatus


@transaction.atomic
def record_payment(*, actor: Actor, number: int) -> Order:
    """The money has come: production may start (R50). Raises OrderStatusRefused the second time."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=number)
    step = (OrderStatus(order.status), OrderEvent.PAYMENT_RECORDED)
    if step not in TRANSITIONS:
        raise OrderStatusRefused(
            _("La commande %(number)s n’attend pas de règlement.") % {"number": number}
        )
    order.status = TRANSITIONS[step]
    order.paid_at = clock.now()
    order.save(update_fields=["status", "paid_at"])
    record(actor=actor, verb="payment-recorded", about=f"order:{number}")
    return order
