"""Which means are offered, by whom they are kept, and what is recorded of them (R50, D15)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from pytest_django import Settings

from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.actions.record_received_payment import ReceivedPayment, record_received_payment
from escale.orders.emails import send_order_placed, send_payment_due
from escale.orders.errors import OrderStatusRefused, PaymentMeansNotOffered
from escale.orders.models import IssuerSettings
from escale.orders.queries import check_is_offered, means_of, offered_means
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
CARD, TRANSFER, CHEQUE = PaymentMeans.CARD, PaymentMeans.TRANSFER, PaymentMeans.CHEQUE
ADDRESS = "2 rue des Tilleuls\n75000 Paris"
DAY = date(2026, 11, 4)


def offer(*means: PaymentMeans) -> IssuerSettings:
    return IssuerSettings.objects.update_or_create(
        pk=1,
        defaults={
            "account_holder": "Émetteur SA",
            "cheque_address": ADDRESS,
            **{f"offers_{one.value}": one in means for one in PaymentMeans},
        },
    )[0]


def test_a_card_and_a_transfer_are_offered_unless_the_issuer_says_otherwise() -> None:
    assert offered_means() == [CARD, TRANSFER]
    offer(CHEQUE, CARD)
    assert offered_means() == [CARD, CHEQUE]


def test_without_a_provider_there_is_always_a_way_to_pay(settings: Settings) -> None:
    settings.PAYMENT_VARIANTS = {}
    offer(CARD, CHEQUE)
    assert offered_means() == [CHEQUE]
    offer(CARD)
    assert offered_means() == [TRANSFER]
    assert means_of(OrderFactory.create(waiting=True, payment_means=CARD)) == [TRANSFER]


def test_what_an_order_has_chosen_stays_valid() -> None:
    order = OrderFactory.create(waiting=True, payment_means=CHEQUE)
    offer(TRANSFER)
    assert means_of(order) == [TRANSFER, CHEQUE]
    assert choose_payment_means(actor=SYSTEM, number=order.number, means=CHEQUE)
    other = OrderFactory.create(waiting=True, payment_means=TRANSFER)
    with pytest.raises(PaymentMeansNotOffered, match="Chèque"):
        choose_payment_means(actor=SYSTEM, number=other.number, means=CHEQUE)
    with pytest.raises(PaymentMeansNotOffered):
        check_is_offered(CARD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"offers_card": False, "offers_transfer": False, "offers_cheque": False},
        {"offers_cheque": True, "account_holder": ""},
        {"offers_cheque": True, "cheque_address": ""},
    ],
)
def test_terms_that_leave_nobody_a_way_are_never_stored(wrong: dict[str, object]) -> None:
    terms = offer(TRANSFER)
    for name, value in wrong.items():
        setattr(terms, name, value)
    with pytest.raises(ValidationError):
        terms.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        terms.save()


@pytest.mark.parametrize(
    ("received", "verb", "changes"),
    [
        (
            ReceivedPayment(CHEQUE, DAY, "0001234"),
            "cheque-received",
            {"received_on": ["", "2026-11-04"], "cheque_number": ["", "0001234"]},
        ),
        (ReceivedPayment(CHEQUE, DAY), "cheque-received", {"received_on": ["", "2026-11-04"]}),
        (ReceivedPayment(TRANSFER, DAY), "transfer-received", {"received_on": ["", "2026-11-04"]}),
    ],
)
def test_what_came_is_recorded_whatever_was_planned(
    received: ReceivedPayment, verb: str, changes: dict[str, list[str]]
) -> None:
    offer(CARD)
    order = OrderFactory.create(waiting=True, payment_means=CARD)
    record_received_payment(actor=SYSTEM, number=order.number, received=received)
    order.refresh_from_db()
    assert (order.status, order.payment_means) == (OrderStatus.PAID, received.means)
    # The day of the money, on every document.
    assert localtime(order.paid_at).date() == DAY
    last = JournalEntry.objects.latest("id")
    assert (last.verb, last.changes) == (verb, changes)
    with pytest.raises(OrderStatusRefused):
        record_received_payment(actor=SYSTEM, number=order.number, received=received)


def test_a_cheque_is_waited_for() -> None:
    order = OrderFactory.build(waiting=True, payment_means=CHEQUE)
    assert order.status_label == "En attente de réception du règlement"


def test_mails_say_how_to_send_the_cheque() -> None:
    offer(CHEQUE)
    order = OrderFactory.create(
        waiting=True,
        payment_means=CHEQUE,
        client__email="rh@yopmail.example",
        client_reference="Noël 2026",
    )
    send_order_placed(order)
    send_payment_due(order, last_day=DAY)
    for message in OutgoingMessage.objects.all():
        mail = render_message(message)
        for words in (
            transfer_reference(order.number),
            "Émetteur SA",
            "2 rue des Tilleuls, 75000 Paris",
            "Votre référence\u00a0: Noël 2026",
        ):
            assert words in mail.text, message.template
            assert words in mail.html, message.template
        assert "IBAN" not in mail.text
