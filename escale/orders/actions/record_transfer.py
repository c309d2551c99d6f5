from datetime import date

from django.db import transaction

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import Order
from escale.orders.states import PaymentMeans


@transaction.atomic
def record_transfer(*, actor: Actor, number: int, received_on: date) -> Order:
    """The bank received the whole amount: the order is paid, by transfer whatever was planned.

    Raises OrderStatusRefused where it waits for nothing.
    """
    choose_payment_means(actor=actor, number=number, means=PaymentMeans.TRANSFER)
    order = record_payment(actor=actor, number=number)
    record(
        actor=actor,
        verb="transfer-received",
        about=order.about,
        client_id=order.client_id,
        changes={"received_on": ("", received_on.isoformat())},
    )
    return order
