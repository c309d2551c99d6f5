"""What the packages below and the library of cards ask of orders.

The library tells that a card payment changed, through whichever of its doors; it is settled.
Mailing asks for the receipt that leaves with a message.
"""

from django.dispatch import receiver
from payments import PaymentStatus
from payments.signals import status_changed

from escale.mailing.attachments import register_maker
from escale.orders.actions.settle_card_payment import settle_card_payment
from escale.orders.models import CardPayment
from escale.orders.receipt import KIND, attached_receipt

register_maker(KIND, attached_receipt)


@receiver(status_changed, sender=CardPayment)
def follow_card_payment(instance: CardPayment, **_kwargs: object) -> None:
    if instance.status == PaymentStatus.CONFIRMED:
        settle_card_payment(payment_id=instance.pk)
