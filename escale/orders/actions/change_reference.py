from django.db import transaction
from django.utils.translation import gettext as _

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.client_reference import cleaned_reference, is_reference_open, set_reference
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.queries import lock_order


@transaction.atomic
def change_reference(*, actor: Actor, number: int, reference: str) -> Order:
    """The client's own reference of an order that is not over; the same one changes nothing.

    Raises ReferenceTooLong, or OrderStatusRefused once it is in the history.
    """
    cleaned = cleaned_reference(reference)
    order = lock_order(number)
    if not is_reference_open(order):
        raise OrderStatusRefused(
            _(
                "La commande %(number)s est terminée\u00a0: sa référence reste celle de ses "
                "documents."
            )
            % {"number": number}
        )
    former = order.client_reference
    if former != cleaned:
        set_reference(order, cleaned)
        order.save(update_fields=["client_reference", "reference_search"])
        record(
            actor=actor,
            verb="reference-changed",
            about=order.about,
            client_id=order.client_id,
            changes={"client_reference": (former, cleaned)},
        )
    return order
