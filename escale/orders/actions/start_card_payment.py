from decimal import Decimal

from django.db import transaction

from escale.journal.actor import Actor
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.models import CardPayment
from escale.orders.states import PaymentMeans

VARIANT = "card"
CURRENCY = "EUR"


@transaction.atomic
def start_card_payment(*, actor: Actor, number: int) -> CardPayment:
    """An attempt to pay the whole order by card. Raises OrderStatusRefused where nothing is due."""
    order = choose_payment_means(actor=actor, number=number, means=PaymentMeans.CARD)
    payment: CardPayment = CardPayment.objects.create(
        order=order,
        variant=VARIANT,
        currency=CURRENCY,
        total=Decimal(order.total) / 100,
        description=str(order.number),
        billing_email=order.client.email,
    )
    return payment
