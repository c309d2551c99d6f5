"""An order that nobody pays ends, announced twice (D10)."""

from datetime import timedelta

import pytest
import time_machine

from escale.clients.models import Member
from escale.dotations.actions.cancel_unpaid_orders import cancel_unpaid_orders
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.kernel import clock
from escale.kernel.dates import long_date
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.actions.record_payment import record_payment
from escale.orders.actions.remind_to_pay import remind_to_pay
from escale.orders.models import IssuerSettings, Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: Member) -> Order:
    alice.client.email = "compta@yopmail.example"
    alice.client.save()
    order = OrderFactory.create(client=alice.client, waiting=True, payment_means="transfer")
    DotationFactory.create(order=order, status=DotationStatus.ORDERED)
    return order


def nights(first: int, last: int) -> dict[int, tuple[int, int]]:
    """What each day of the order's life did: notices, cancellations; days without any left out."""
    start, done = clock.now(), {}
    for day in range(first, last + 1):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            figures = remind_to_pay(), cancel_unpaid_orders()
        if any(figures):
            done[day] = figures
    return done


def test_told_at_sixty_and_eighty_days_cancelled_after_ninety(order: Order) -> None:
    assert nights(0, 100) == {60: (1, 0), 80: (1, 0), 91: (0, 1)}
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED
    assert Dotation.objects.get().status == DotationStatus.CANCELLED
    assert Dotation.objects.get().ended_at is not None
    lines = entries_about(order.about)
    assert lines.filter(verb="payment-reminded").count() == 2
    cancelled = lines.get(verb="order-cancelled")
    assert cancelled.changes["reason"] == ["", "Aucun règlement reçu en 90 jours"]


def test_the_e_mail_says_which_day_and_how_to_pay(order: Order) -> None:
    nights(60, 60)
    message = OutgoingMessage.objects.get()
    assert message.recipient == "compta@yopmail.example"
    last_day = clock.today() + timedelta(days=90)
    rendered = render_message(message)
    assert long_date(last_day) in rendered.subject
    assert f"Sans règlement reçu le {long_date(last_day)}" in rendered.text


def test_nights_that_were_missed_are_caught_up_and_told_once(order: Order) -> None:
    assert nights(85, 85) == {85: (1, 0)}
    assert nights(86, 90) == {}


def test_the_issuer_decides_how_long(order: Order) -> None:
    IssuerSettings.objects.create(pk=1, days_to_pay=45)
    assert nights(0, 60) == {15: (1, 0), 35: (1, 0), 46: (0, 1)}


def test_one_that_is_paid_is_left_alone(order: Order) -> None:
    nights(60, 60)
    record_payment(actor=SYSTEM, number=order.pk, tells_client=False)
    assert nights(61, 120) == {}
