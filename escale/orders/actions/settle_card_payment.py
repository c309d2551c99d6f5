from django.db import transaction

from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.orders.actions.record_payment import record_payment
from escale.orders.actions.set_payment_means import set_payment_means
from escale.orders.models import CardPayment, CardSettlement, Order
from escale.orders.queries import lock_order
from escale.orders.states import OrderEvent, PaymentMeans, next_status

PROVIDER = Actor("Paiement par carte", Door.SYSTEM)


@transaction.atomic
def settle_card_payment(*, payment_id: int) -> Order:
    """A card was charged: the order is paid, once, whatever comes twice or at the same moment.

    Money that no longer pays anything (the order is paid, cancelled, or worth something else) is
    marked to be refunded, for staff.
    """
    payment = CardPayment.objects.get(pk=payment_id)
    order = lock_order(payment.order_id)
    if CardSettlement.objects.filter(payment=payment).exists():
        return order
    settlement = CardSettlement.objects.create(payment=payment, to_refund=not _pays(payment, order))
    if settlement.to_refund:
        record(
            actor=PROVIDER,
            verb="card-payment-to-refund",
            about=order.about,
            client_id=order.client_id,
        )
        return order
    set_payment_means(actor=PROVIDER, order=order, means=PaymentMeans.CARD)
    return record_payment(actor=PROVIDER, number=order.pk)


def _pays(payment: CardPayment, order: Order) -> bool:
    is_payable = next_status(order.status, OrderEvent.PAYMENT_RECORDED) is not None
    return is_payable and int(payment.total * 100) == order.total
