from django.db import transaction
from django.utils.translation import gettext as _

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.states import OrderEvent, next_status


@transaction.atomic
def record_payment(*, actor: Actor, number: int) -> Order:
    """The money has come: production may start (R50). Raises OrderStatusRefused the second time."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=number)
    status = next_status(order.status, OrderEvent.PAYMENT_RECORDED)
    if status is None:
        raise OrderStatusRefused(
            _("La commande %(number)s n’attend pas de règlement.") % {"number": number}
        )
    order.status = status
    order.paid_at = order.next_step_at = clock.now()
    order.save(update_fields=["status", "paid_at", "next_step_at"])
    record(actor=actor, verb="payment-recorded", about=order.about)
    return order
