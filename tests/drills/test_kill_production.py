"""The worker killed while the first e-mails of an order are queued: each beneficiary gets one."""

import time
from datetime import timedelta

import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM, Door
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mailing.tests.smtp_server import smtp_server
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import IssuerSettings, Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.drills.worker_process import worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
DOTATIONS = 1_500
# First e-mails in the outbox before each kill.
KILLS = (0, 1, 501)
PATIENCE_SECONDS = 90
NONE = timedelta(0)


def test_killed_while_first_emails_are_queued_each_has_one(alice: Member) -> None:
    IssuerSettings.objects.create(pk=1, production_delay=NONE, integration_delay=NONE)
    order = OrderFactory.create(client=alice.client, waiting=True)
    Dotation.objects.bulk_create(
        DotationFactory.build_batch(
            DOTATIONS,
            order=order,
            client=order.client,
            status=DotationStatus.ORDERED,
            invited_at=None,
        )
    )
    record_payment(actor=SYSTEM, number=order.pk, tells_client=False)
    with smtp_server() as (relay, port):
        for number in KILLS:
            with worker(port):
                wait_for_emails(number)
            assert_none_is_double()
        with worker(port):
            wait_until_sent(order)
    assert_none_is_double()
    assert OutgoingMessage.objects.count() == DOTATIONS
    emails = Dotation.objects.values_list("email", flat=True)
    assert set(relay.recipients) == set(emails)
    assert set(Dotation.objects.values_list("status", flat=True)) == {"awaiting_activation"}
    # Its factory wrote the order itself, as the database tells.
    steps = JournalEntry.objects.filter(about=order.about).exclude(door=Door.OUTSIDE).order_by("id")
    assert list(steps.values_list("verb", flat=True)) == [
        "payment-recorded",
        "production-started",
        "order-handed-over",
        "first-emails-sent",
    ]


def assert_none_is_double() -> None:
    """Every message belongs to a dotation, and to one alone."""
    messages = OutgoingMessage.objects.count()
    attached = Dotation.objects.filter(last_message__isnull=False).values("last_message")
    assert attached.count() == attached.distinct().count() == messages
    assert OutgoingMessage.objects.values("about").distinct().count() == messages


def wait_for_emails(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while OutgoingMessage.objects.count() < number:
        assert time.monotonic() < deadline, "no first e-mail was queued"
        time.sleep(0.01)


def wait_until_sent(order: Order) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Order.objects.get(pk=order.pk).status != OrderStatus.EMAILS_SENT:
        assert time.monotonic() < deadline, "first e-mails are still leaving"
        time.sleep(0.1)
