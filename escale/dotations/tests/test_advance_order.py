"""A paid order goes on by itself (R5, R6, R27-R32)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Member
from escale.dotations.actions import advance_order as advancing
from escale.dotations.actions.advance_order import advance_order
from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.dotations.actions.mark_emails_accepted import mark_emails_accepted
from escale.dotations.models import Dotation
from escale.dotations.states import CLOSED, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.orders.actions.postpone_order import postpone_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import IssuerSettings, Order
from escale.orders.queries import due_orders
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: Member) -> Order:
    """Paid this very moment, three dotations."""
    order = OrderFactory.create(client=alice.client, waiting=True)
    DotationFactory.create_batch(3, order=order, status=DotationStatus.ORDERED, invited_at=None)
    return record_payment(actor=SYSTEM, number=order.pk)


def advance(order: Order) -> None:
    """All that is due, as a job does it."""
    while advance_order(number=order.pk):
        pass
    order.refresh_from_db()


def make_due(order: Order) -> None:
    postpone_order(order=order, next_step_in=-timedelta(seconds=1))


def go_on(order: Order) -> None:
    make_due(order)
    advance(order)


def statuses(order: Order) -> set[str]:
    return set(Dotation.objects.filter(order=order).values_list("status", flat=True))


def emailed(order: Order) -> list[OutgoingMessage]:
    """The order, with its first e-mails in the outbox."""
    advance(order)
    go_on(order)
    go_on(order)
    return list(OutgoingMessage.objects.order_by("id"))


def test_production_starts_at_once_then_waits(order: Order) -> None:
    advance(order)
    assert order.status == OrderStatus.IN_PRODUCTION
    assert statuses(order) == {DotationStatus.PRODUCTION}
    assert order.next_step_at is not None
    assert due_orders() == []
    advance(order)
    assert order.status == OrderStatus.IN_PRODUCTION


def test_the_delays_are_the_issuers(order: Order) -> None:
    IssuerSettings.objects.create(
        pk=1, production_delay=timedelta(0), integration_delay=timedelta(hours=2)
    )
    advance(order)
    assert order.status == OrderStatus.INTEGRATION
    assert order.next_step_at is not None
    assert order.paid_at is not None
    assert timedelta(hours=1) < order.next_step_at - order.paid_at < timedelta(hours=3)


def test_first_emails_are_queued_after_integration(order: Order) -> None:
    advance(order)
    go_on(order)
    assert statuses(order) == {DotationStatus.INTEGRATION}
    assert not OutgoingMessage.objects.exists()
    go_on(order)
    assert order.status == OrderStatus.INTEGRATION
    assert statuses(order) == {DotationStatus.INTEGRATION}
    for dotation in Dotation.objects.select_related("last_message"):
        message = dotation.last_message
        assert message is not None
        assert (message.recipient, message.about) == (dotation.email, dotation.about)
        assert message.template == "dotations/emails/activation"
        assert message.context["client_name"] == "ANCV Client"
        assert message.context["phone_changed"] is False
        assert "activation" in message.links
    go_on(order)
    assert OutgoingMessage.objects.count() == 3


def test_batches_make_one_email_for_each(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advancing, "BATCH", 2)
    assert len(emailed(order)) == 3
    assert Dotation.objects.values("last_message").distinct().count() == 3


def test_emails_are_sent_once_the_fate_of_each_is_known(order: Order) -> None:
    first, second, third = emailed(order)
    mark_emails_accepted(messages=[first])
    mark_emails_accepted(messages=[second])
    go_on(order)
    assert order.status == OrderStatus.INTEGRATION
    assert order.next_step_at is not None
    third.cause = Cause.UNKNOWN_DOMAIN
    mark_email_failed(message=third)
    go_on(order)
    assert order.status == OrderStatus.EMAILS_SENT
    assert order.next_step_at is None
    assert statuses(order) == {DotationStatus.AWAITING_ACTIVATION, DotationStatus.EMAIL_ERROR}


@pytest.mark.parametrize("closed", sorted(CLOSED))
def test_an_order_whose_dotations_are_all_closed_meanwhile_closes(
    order: Order, closed: DotationStatus
) -> None:
    emailed(order)
    Dotation.objects.update(status=closed, activated_at="2020-09-03T00:00Z")
    go_on(order)
    is_activated = closed == DotationStatus.ACTIVATED
    assert order.status == (OrderStatus.CLOSED if is_activated else OrderStatus.ENDED)
    assert order.closed_at is not None


def test_an_order_taken_over_half_way_sends_what_is_left(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client, status=OrderStatus.INTEGRATION)
    left = DotationFactory.create(order=order, status=DotationStatus.INTEGRATION)
    DotationFactory.create(order=order, activated=True)
    go_on(order)
    assert OutgoingMessage.objects.get().about == left.about
    mark_emails_accepted(messages=[OutgoingMessage.objects.get()])
    go_on(order)
    assert order.status == OrderStatus.EMAILS_SENT


def test_paper_is_produced_sent_and_delivered() -> None:
    order = OrderFactory.create(waiting=True, product=ProductKind.CLASSIC)
    record_payment(actor=SYSTEM, number=order.pk)
    advance(order)
    assert order.status == OrderStatus.IN_PRODUCTION
    for status in (OrderStatus.SHIPPED, OrderStatus.DELIVERED):
        go_on(order)
        assert order.status == status
    assert order.closed_at is not None
    assert order.next_step_at is None


def test_one_line_of_the_journal_for_each_step(order: Order) -> None:
    for message in emailed(order):
        mark_emails_accepted(messages=[message])
    go_on(order)
    assert list(JournalEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "payment-recorded",
        "production-started",
        "order-handed-over",
        "first-emails-sent",
    ]


def test_the_number_of_statements_does_not_follow_the_dotations(alice: Member) -> None:
    counts = []
    for size in (2, 40):
        order = OrderFactory.create(client=alice.client, waiting=True)
        DotationFactory.create_batch(size, order=order, status=DotationStatus.ORDERED)
        record_payment(actor=SYSTEM, number=order.pk)
        with CaptureQueriesContext(connection) as captured:
            emailed(order)
        counts.append(len(captured))
    assert counts[0] == counts[1]
