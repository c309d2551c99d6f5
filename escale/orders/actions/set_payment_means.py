from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.models import Order
from escale.orders.states import PaymentMeans


def set_payment_means(*, actor: Actor, order: Order, means: PaymentMeans) -> None:
    """How an order that the caller has locked is paid; told once."""
    if order.payment_means == means:
        return
    former, order.payment_means = order.payment_means, means
    order.save(update_fields=["payment_means"])
    record(
        actor=actor,
        verb="payment-means-chosen",
        about=order.about,
        client_id=order.client_id,
        changes={"payment_means": (former, means.value)},
    )
