from django.db import transaction
from django.utils.translation import gettext as _

from escale.dotations.actions.move_dotations import move_dotations
from escale.dotations.states import DotationEvent
from escale.journal.actor import Actor
from escale.orders.actions.move_order import move_order
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.queries import lock_order
from escale.orders.states import OrderEvent, OrderStatus, next_status


@transaction.atomic
def cancel_order(*, actor: Actor, number: int, reason: str = "") -> Order:
    """An order not paid yet goes to the history with its dotations; a second time changes nothing.

    `reason` is for the journal. Raises OrderStatusRefused once it is paid.
    """
    order = lock_order(number)
    if order.status == OrderStatus.CANCELLED:
        return order
    if next_status(order.status, OrderEvent.CANCELLED) is None:
        raise OrderStatusRefused(
            _(
                "La commande %(number)s est réglée : elle ne peut plus être annulée. "
                "Pour toute question, écrivez-nous par « Nous contacter »."
            )
            % {"number": number}
        )
    move_order(actor=actor, order=order, event=OrderEvent.CANCELLED, reason=reason)
    move_dotations(order=order, event=DotationEvent.CANCELLED)
    return order
