"""The library tells that a card payment changed, through whichever of its doors; it is settled."""

from django.dispatch import receiver
from payments import PaymentStatus
from payments.signals import status_changed

from escale.orders.actions.settle_card_payment import settle_card_payment
from escale.orders.models import CardPayment


@receiver(status_changed, sender=CardPayment)
def follow_card_payment(instance: CardPayment, **_kwargs: object) -> None:
    if instance.status == PaymentStatus.CONFIRMED:
        settle_card_payment(payment_id=instance.pk)
