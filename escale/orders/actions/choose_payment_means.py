from django.db import transaction
from django.utils.translation import gettext as _

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.queries import lock_order
from escale.orders.states import OrderEvent, PaymentMeans, next_status


@transaction.atomic
def choose_payment_means(*, actor: Actor, number: int, means: PaymentMeans) -> Order:
    """How an order that waits for its payment will be paid. Raises OrderStatusRefused otherwise."""
    order = lock_order(number)
    if next_status(order.status, OrderEvent.PAYMENT_RECORDED) is None:
        raise OrderStatusRefused(
            _("La commande %(number)s n’attend pas de règlement.") % {"number": number}
        )
    if order.payment_means != means:
        former, order.payment_means = order.payment_means, means
        order.save(update_fields=["payment_means"])
        record(
            actor=actor,
            verb="payment-means-chosen",
            about=order.about,
            client_id=order.client_id,
            changes={"payment_means": (former, means.value)},
        )
    return order
