from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from escale.clients.tests.factories import ClientFactory
from escale.orders.models import Order
from escale.orders.states import OrderStatus, PaymentMeans


class OrderFactory(DjangoModelFactory[Order]):
    """An order whose e-mails have left; `waiting=True` for one not yet paid."""

    class Meta:
        model = Order

    class Params:
        waiting = factory.Trait(status=OrderStatus.AWAITING_PAYMENT, paid_at=None)
        closed = factory.Trait(
            status=OrderStatus.CLOSED, closed_at=datetime(2020, 9, 30, tzinfo=UTC)
        )

    client = factory.SubFactory(ClientFactory)
    placed_on = date(2020, 8, 21)
    placed_by = "ANCV Client"
    payment_means = PaymentMeans.CARD
    status = OrderStatus.EMAILS_SENT
    face_value = 1_000_000
    commission = 10_000
    total = 1_010_000
    paid_at = datetime(2020, 8, 21, 8, tzinfo=UTC)
