"""The issuer cancels what nobody has activated of a paid order (D10)."""

from datetime import date

import pytest
from django.db.models import Sum

from escale.bounces.tests.made import mark_sent
from escale.clients.models import Client
from escale.dotations.actions import advance_cancellation as advancing
from escale.dotations.actions.advance_cancellation import advance_cancellation
from escale.dotations.actions.cancel_dotations import cancel_dotations
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.cancelling import standing_cancellations
from escale.dotations.contact import Contact
from escale.dotations.emails import activation_message
from escale.dotations.errors import DotationCancelled
from escale.dotations.history import Kind, history_of
from escale.dotations.models import Dotation
from escale.dotations.queries import reached_dates
from escale.dotations.states import MODIFIABLE, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM, Actor, Door
from escale.journal.queries import entries_about
from escale.kernel import clock
from escale.mailing.actions.queue_messages import queue_messages
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Cancellation, IssuerSettings, Order
from escale.orders.states import OrderStatus, PaymentMeans
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
OPERATOR = Actor("Nadia", Door.OPERATOR)


@pytest.fixture
def order(ancv: Client) -> Order:
    """Three open dotations of 150 € and one activated."""
    ancv.email = "cse@yopmail.example"
    ancv.save()
    order = OrderFactory.create(
        client=ancv,
        placed_on=date(2026, 11, 1),
        face_value=60_000,
        commission=600,
        total=60_600,
        payment_means=PaymentMeans.TRANSFER,
    )
    for _number in range(2):
        reached(DotationFactory.create(order=order))
    DotationFactory.create(order=order, in_error=True)
    DotationFactory.create(order=order, activated=True)
    return order


def reached(dotation: Dotation) -> None:
    """Its first mail has left."""
    dotation.last_message = OutgoingMessageFactory.create(
        recipient=dotation.email, about=dotation.about, client_id=dotation.client_id
    )
    mark_sent(dotation.last_message)
    dotation.save()


def cancel(order: Order, only: Dotation | None = None) -> Cancellation:
    return cancel_dotations(
        actor=OPERATOR,
        number=order.pk,
        reason="Doublon de commande",
        only_dotation=only.pk if only else None,
    )


def mails(template: str) -> list[str]:
    found = OutgoingMessage.objects.filter(template=template)
    return sorted(found.values_list("recipient", flat=True))


def test_what_is_open_ends_and_the_order_with_it(order: Order) -> None:
    cancelled = cancel(order)
    assert cancelled.ended_at is not None
    assert (cancelled.dotations, cancelled.face_value, cancelled.commission) == (3, 45_000, 450)
    statuses = list(order.dotations.values_list("status", flat=True))
    assert sorted(statuses) == ["activated", "cancelled", "cancelled", "cancelled"]
    assert not order.dotations.filter(status="cancelled", ended_at=None).exists()
    order.refresh_from_db()
    assert (order.status, order.total) == (OrderStatus.ENDED, 60_600)


def test_who_had_a_mail_that_arrived_is_told_and_the_client_too(order: Order) -> None:
    cancel(order)
    told = order.dotations.filter(status="cancelled").exclude(email=_failed_address(order))
    assert mails("dotations/emails/cancelled") == sorted(told.values_list("email", flat=True))
    assert mails("orders/emails/dotations_cancelled") == ["cse@yopmail.example"]
    line = entries_about(order.about).filter(verb="dotations-cancelled").get()
    assert (line.actor, line.changes["reason"]) == ("Nadia", ["", "Doublon de commande"])
    assert line.changes["given_back"] == ["", "454,50\u00a0€"]


def _failed_address(order: Order) -> str:
    # The third of the fixture.
    return str(order.dotations.order_by("pk")[2].email)


def test_one_dotation_ends_alone(order: Order) -> None:
    first, *others = order.dotations.order_by("pk")
    cancelled = cancel(order, first)
    assert (cancelled.dotations, cancelled.face_value, cancelled.commission) == (1, 15_000, 150)
    order.refresh_from_db()
    assert order.status == OrderStatus.EMAILS_SENT
    for other in others:
        before = other.status
        other.refresh_from_db()
        assert other.status == before
    ended = next(e for e in history_of(Dotation.objects.get(pk=first.pk)) if e.reason)
    assert (ended.kind, ended.reason) == (Kind.CANCELLED, "Doublon de commande")


def test_nothing_leaves_about_it_any_more(order: Order) -> None:
    dotation = order.dotations.order_by("pk")[0]
    queue_messages(messages=[activation_message(dotation, clock.now())])
    cancel(order)
    waiting = OutgoingMessage.objects.filter(template="dotations/emails/activation")
    assert {mail.state for mail in waiting} == {MessageState.CANCELLED}
    with pytest.raises(DotationCancelled):
        resend_activation(actor=SYSTEM, dotation_id=dotation.pk)


@pytest.mark.parametrize("face_value", [10_007, 33_333, 99_999])
def test_piece_by_piece_the_commission_comes_back_to_the_cent(
    ancv: Client, face_value: int
) -> None:
    commission = face_value // 100 + 1
    order = OrderFactory.create(
        client=ancv, face_value=face_value, commission=commission, total=face_value + commission
    )
    parts = [face_value // 3, face_value // 7, face_value // 2]
    parts.append(face_value - sum(parts))
    for part in parts:
        cancel(order, DotationFactory.create(order=order, amount=part))
        order.refresh_from_db()
        Order.objects.filter(pk=order.pk).update(status=OrderStatus.EMAILS_SENT, closed_at=None)
    given = order.cancellations.aggregate(value=Sum("face_value"), commission=Sum("commission"))
    assert given == {"value": face_value, "commission": commission}
    assert all(cancelled.commission >= 0 for cancelled in order.cancellations.all())


def test_a_setting_keeps_the_commission(order: Order) -> None:
    IssuerSettings(pk=1, gives_commission_back=False).save()
    assert cancel(order).commission == 0


def test_terms_that_change_between_two_cancellations_give_each_its_own_part(order: Order) -> None:
    first, second, third = order.dotations.exclude(status="activated").order_by("pk")
    IssuerSettings(pk=1, gives_commission_back=False).save()
    assert cancel(order, first).commission == 0
    IssuerSettings(pk=1, gives_commission_back=True).save()
    assert cancel(order, second).commission == 150
    asked = Cancellation.objects.create(
        order=order, only_dotation=third.pk, reason="x", asked_by="x", gives_commission_back=True
    )
    # What was confirmed holds, whatever is set before its end.
    IssuerSettings(pk=1, gives_commission_back=False).save()
    assert not advance_cancellation(cancellation_id=asked.pk)
    asked.refresh_from_db()
    assert asked.commission == 150


@pytest.mark.parametrize("means", PaymentMeans)
def test_what_is_given_back_waits_until_staff_say_that_it_was(
    order: Order, means: PaymentMeans
) -> None:
    order.payment_means = means
    order.save()
    assert cancel(order).to_refund


def test_who_had_nothing_at_the_present_address_is_told_nothing(order: Order) -> None:
    """Corrected, and the mail to the new address had not left."""
    dotation = order.dotations.order_by("pk")[0]
    contact = Contact("nouvelle@yopmail.example", dotation.phone)
    correct_contact(actor=SYSTEM, dotation_id=dotation.pk, contact=contact)
    cancel(order, dotation)
    assert mails("dotations/emails/cancelled") == []


def test_nothing_was_mailed_of_an_order_cancelled_before(ancv: Client) -> None:
    order = OrderFactory.create(client=ancv, status=OrderStatus.PAID)
    DotationFactory.create_batch(3, order=order, in_production=True)
    cancel(order)
    order.refresh_from_db()
    assert reached_dates(Dotation.objects.filter(order=order)).unwritten == 3


@pytest.mark.parametrize("status", sorted(MODIFIABLE))
def test_whatever_an_open_dotation_waits_for(ancv: Client, status: str) -> None:
    order = OrderFactory.create(client=ancv, status=OrderStatus.INTEGRATION)
    DotationFactory.create(order=order, status=status)
    assert cancel(order).dotations == 1
    order.refresh_from_db()
    assert order.status == OrderStatus.ENDED
    assert order.next_step_at is None


def test_nothing_of_an_order_that_is_not_in_progress(ancv: Client) -> None:
    waiting = OrderFactory.create(client=ancv, waiting=True)
    closed = OrderFactory.create(client=ancv, closed=True)
    activated = OrderFactory.create(client=ancv)
    DotationFactory.create(order=activated, activated=True)
    for refused in (waiting, closed, activated):
        with pytest.raises(OrderStatusRefused):
            cancel(refused)
    assert not Cancellation.objects.exists()


def test_stopped_after_any_batch_it_ends_the_same(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advancing, "BATCH", 1)
    asked = cancel(order)
    assert asked.ended_at is None
    assert standing_cancellations() == [asked.pk]
    with pytest.raises(OrderStatusRefused):
        cancel(order)
    # Somebody activates while it goes on.
    left = order.dotations.filter(status=DotationStatus.EMAIL_ERROR)
    left.update(status=DotationStatus.ACTIVATED, activated_at=clock.now())
    while advance_cancellation(cancellation_id=asked.pk):
        pass
    asked.refresh_from_db()
    assert (asked.dotations, asked.face_value, asked.commission) == (2, 30_000, 300)
    assert standing_cancellations() == []
    assert not advance_cancellation(cancellation_id=asked.pk)
    assert len(mails("orders/emails/dotations_cancelled")) == 1
    assert len(mails("dotations/emails/cancelled")) == 2


def test_where_all_were_activated_meanwhile_nothing_happened(
    order: Order,
) -> None:
    asked = Cancellation.objects.create(order=order, reason="Doublon", asked_by="Nadia")
    now = clock.now()
    order.dotations.update(status=DotationStatus.ACTIVATED, activated_at=now)
    assert not advance_cancellation(cancellation_id=asked.pk)
    asked.refresh_from_db()
    assert asked.ended_at is not None
    assert mails("orders/emails/dotations_cancelled") == []
