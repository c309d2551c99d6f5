from django.db import transaction

from escale.journal.actor import Actor
from escale.orders.actions.set_payment_means import set_payment_means
from escale.orders.models import Order
from escale.orders.queries import check_is_offered, lock_payable_order
from escale.orders.states import PaymentMeans


@transaction.atomic
def choose_payment_means(*, actor: Actor, number: int, means: PaymentMeans) -> Order:
    """How an order that waits for its payment will be paid, among what is offered.

    Raises OrderStatusRefused where nothing is due, or PaymentMeansNotOffered.
    """
    order = lock_payable_order(number)
    check_is_offered(means, order)
    set_payment_means(actor=actor, order=order, means=means)
    return order
