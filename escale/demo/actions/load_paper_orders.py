from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from escale.clients.models import Client
from escale.demo.years import moved
from escale.exchange.actions.remove_test_orders import remove_test_orders
from escale.journal.actor import Actor
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.actions.move_order import move_order
from escale.orders.models import Booklet, Order
from escale.orders.states import OrderEvent, PaymentMeans, ProductKind

SENT = (OrderEvent.PAYMENT_RECORDED, OrderEvent.PRODUCTION_STARTED, OrderEvent.SHIPPED)
# Number, date, and what has happened to it.
ORDERS = (
    (2800858, date(2020, 7, 28), (*SENT, OrderEvent.DELIVERED)),
    (2851290, date(2020, 11, 27), SENT),
)
PEOPLE = (
    ("201", "CARIOU", "Gwenaël", 30_000),
    ("202", "FERRAND", "Louise", 20_000),
    ("203", "QUÉRÉ", "Romane", 20_000),
)


def load_paper_orders(*, actor: Actor, client: Client) -> None:
    """Two orders of « Classic »: one delivered, one on its way."""
    remove_test_orders(numbers=[number for number, _day, _events in ORDERS])
    for number, guide_day, events in ORDERS:
        day = moved(guide_day)
        order = _order(actor, client, number, day)
        for event in events:
            order = move_order(actor=actor, order=order, event=event)
        _date(order, day)


def _date(order: Order, day: date) -> None:
    """As if it had happened then: paid and shipped within a week, delivered within two."""
    noon = make_aware(datetime.combine(day, time(12)))
    Order.objects.filter(pk=order.pk).update(
        paid_at=noon + timedelta(days=3), produced_at=noon + timedelta(days=6)
    )
    if order.closed_at:
        Order.objects.filter(pk=order.pk).update(closed_at=noon + timedelta(days=13))


def _order(actor: Actor, client: Client, number: int, day: date) -> Order:
    new = NewOrder(
        placed_on=day,
        placed_by=client.name,
        payment_means=PaymentMeans.TRANSFER,
        quantity=len(PEOPLE),
        face_value=sum(amount for *_person, amount in PEOPLE),
        number=number,
        product=ProductKind.CLASSIC,
        client_reference=f"BC-{day:%Y-%m}",
    )
    order = create_order(actor=actor, client=client, new=new)
    Booklet.objects.bulk_create(
        Booklet(order=order, matricule=matricule, last_name=last, first_name=first, amount=amount)
        for matricule, last, first, amount in PEOPLE
    )
    return order
