from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import make_aware

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.actions.record_payment import record_payment
from escale.orders.actions.set_payment_means import set_payment_means
from escale.orders.models import Order
from escale.orders.queries import lock_payable_order
from escale.orders.states import PaymentMeans

VERBS = {PaymentMeans.TRANSFER: "transfer-received", PaymentMeans.CHEQUE: "cheque-received"}


@dataclass(frozen=True, slots=True)
class ReceivedPayment:
    """A transfer or a cheque of the whole amount; `cheque_number` as it is printed on it."""

    means: PaymentMeans
    received_on: date
    cheque_number: str = ""


@transaction.atomic
def record_received_payment(*, actor: Actor, number: int, received: ReceivedPayment) -> Order:
    """The issuer has the money: the order is paid, by what came, whatever was planned (R50).

    Raises OrderStatusRefused where it waits for nothing.
    """
    set_payment_means(actor=actor, order=lock_payable_order(number), means=received.means)
    order = record_payment(actor=actor, number=number)
    if received.received_on < clock.today():
        # What documents say: the day of the money, not that of whoever writes it down.
        order.paid_at = make_aware(datetime.combine(received.received_on, time(12)))
        order.save(update_fields=["paid_at"])
    said = {"received_on": received.received_on.isoformat()}
    if received.cheque_number:
        said["cheque_number"] = received.cheque_number
    record(
        actor=actor,
        verb=VERBS[received.means],
        about=order.about,
        client_id=order.client_id,
        changes={name: ("", value) for name, value in said.items()},
    )
    return order
