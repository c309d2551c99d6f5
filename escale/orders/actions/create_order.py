from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from escale.clients.models import Client
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel.money import commission
from escale.kernel.text import fold
from escale.orders.catalogue import product_of
from escale.orders.errors import OrderNumberTaken
from escale.orders.models import Order, OrderLine
from escale.orders.states import LineKind, PaymentMeans, ProductKind


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is ordered: `quantity` dotations or booklets worth `face_value` cents in all.

    `number` is given only for an order taken over from elsewhere.
    """

    placed_on: date
    placed_by: str
    payment_means: PaymentMeans
    quantity: int
    face_value: int
    number: int | None = None
    product: ProductKind = ProductKind.CONNECT
    client_reference: str = ""


@transaction.atomic
def create_order(*, actor: Actor, client: Client, new: NewOrder) -> Order:
    """An order waiting for its payment, with its two lines (R9, R10). Raises OrderNumberTaken."""
    if new.number is not None and Order.objects.filter(pk=new.number).exists():
        raise OrderNumberTaken(
            _("La commande %(number)s existe déjà. Choisissez un autre numéro.")
            % {"number": new.number}
        )
    fee = commission(new.face_value, product_of(new.product).commission_percent)
    order = Order.objects.create(
        number=new.number,
        client=client,
        product=new.product,
        placed_on=new.placed_on,
        placed_by=new.placed_by,
        payment_means=new.payment_means,
        client_reference=new.client_reference,
        reference_search=fold(new.client_reference),
        face_value=new.face_value,
        commission=fee,
        total=new.face_value + fee,
    )
    if new.number is not None:
        _never_give_again(new.number)
    OrderLine.objects.bulk_create(
        [
            OrderLine(
                order=order,
                kind=LineKind.BOOKLETS if order.is_paper else LineKind.DOTATIONS,
                quantity=new.quantity,
                unit_price=None,
                amount=new.face_value,
            ),
            OrderLine(
                order=order, kind=LineKind.COMMISSION, quantity=1, unit_price=fee, amount=fee
            ),
        ]
    )
    record(actor=actor, verb="order-created", about=order.about, client_id=order.client_id)
    return order


def _never_give_again(number: int) -> None:
    """Move the sequence past a number that came from elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT setval('orders_order_number_seq', %s)
            WHERE %s > (SELECT last_value FROM orders_order_number_seq)
            """,
            [number, number],
        )
