from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payments import PaymentStatus

from escale.clients.models import Member
from escale.journal.queries import entries_about
from escale.kernel.money import commission
from escale.mailing.models import OutgoingMessage
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.actions.move_order import move_order
from escale.orders.actions.start_card_payment import start_card_payment
from escale.orders.actions.submit_card_form import submit_card_form
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import CardPayment, CardSettlement, Order
from escale.orders.queries import lock_order
from escale.orders.reference import order_number_in, transfer_reference
from escale.orders.states import OrderEvent, OrderStatus, PaymentMeans
from escale.orders.tests.factories import OrderFactory

YES = {
    "status": PaymentStatus.CONFIRMED,
    "fraud_status": "unknown",
    "gateway_response": "3ds-disabled",
}
NO = YES | {"status": PaymentStatus.REJECTED}


@pytest.fixture
def order(alice: Member) -> Order:
    alice.client.email = "gestion@yopmail.example"
    alice.client.save()
    return OrderFactory.create(client=alice.client, waiting=True)


def begin(member: Member, order: Order) -> CardPayment:
    payment = start_card_payment(actor=member.actor, number=order.number)
    submit_card_form(payment_id=payment.pk)
    return payment


def answer(payment: CardPayment, form: dict[str, str]) -> str:
    return submit_card_form(payment_id=payment.pk, data=form).redirect


def state_of(order: Order) -> tuple[str, int]:
    """Its status, and how many times its payment was recorded."""
    order.refresh_from_db()
    recorded = entries_about(order.about).filter(verb="payment-recorded").count()
    return order.status, recorded


def test_a_card_pays_the_order_and_the_client_is_told(alice: Member, order: Order) -> None:
    payment = begin(alice, order)
    assert payment.total == Decimal("10100.00")
    assert answer(payment, YES).endswith(f"/commandes/{order.number}/reglement/retour/")
    assert state_of(order) == (OrderStatus.PAID, 1)
    mail = OutgoingMessage.objects.get()
    assert (mail.template, mail.recipient) == (
        "orders/emails/payment_received",
        "gestion@yopmail.example",
    )


def test_a_refused_card_leaves_the_order_payable(alice: Member, order: Order) -> None:
    assert answer(begin(alice, order), NO).endswith("/reglement/?carte=non")
    assert state_of(order) == (OrderStatus.AWAITING_PAYMENT, 0)
    answer(begin(alice, order), YES)
    assert state_of(order) == (OrderStatus.PAID, 1)


def test_an_abandoned_attempt_costs_nothing(alice: Member, order: Order) -> None:
    begin(alice, order)
    choose_payment_means(actor=alice.actor, number=order.number, means=PaymentMeans.TRANSFER)
    assert state_of(order) == (OrderStatus.AWAITING_PAYMENT, 0)


def test_the_same_answer_twice_pays_once(alice: Member, order: Order) -> None:
    payment = begin(alice, order)
    for _click in range(2):
        answer(payment, YES)
    payment.refresh_from_db()
    payment.change_status(PaymentStatus.CONFIRMED)
    assert state_of(order) == (OrderStatus.PAID, 1)
    assert not CardSettlement.objects.get(payment=payment).to_refund


def test_two_tabs_pay_once_and_staff_give_the_other_back(alice: Member, order: Order) -> None:
    first, second = begin(alice, order), begin(alice, order)
    answer(first, YES)
    answer(second, YES)
    assert state_of(order) == (OrderStatus.PAID, 1)
    assert CardSettlement.objects.get(payment=second).to_refund
    assert entries_about(order.about).filter(verb="card-payment-to-refund").count() == 1


def test_money_for_a_cancelled_order_is_given_back(alice: Member, order: Order) -> None:
    payment = begin(alice, order)
    locked = lock_order(order.number)
    move_order(actor=alice.actor, order=locked, event=OrderEvent.CANCELLED)
    answer(payment, YES)
    assert state_of(order) == (OrderStatus.CANCELLED, 0)
    assert CardSettlement.objects.get(payment=payment).to_refund


def test_another_amount_never_pays(alice: Member, order: Order) -> None:
    payment = begin(alice, order)
    CardPayment.objects.filter(pk=payment.pk).update(total=Decimal("1.00"))
    answer(payment, YES)
    assert state_of(order) == (OrderStatus.AWAITING_PAYMENT, 0)


def test_nothing_is_started_for_an_order_that_is_paid(alice: Member) -> None:
    paid = OrderFactory.create(client=alice.client)
    with pytest.raises(OrderStatusRefused, match="n’attend pas de règlement"):
        start_card_payment(actor=alice.actor, number=paid.number)


def test_changing_the_means_is_journaled_once(alice: Member, order: Order) -> None:
    for _click in range(2):
        choose_payment_means(actor=alice.actor, number=order.number, means=PaymentMeans.TRANSFER)
    entries = entries_about(order.about).filter(verb="payment-means-chosen")
    assert [entry.changes for entry in entries] == [{"payment_means": ["card", "transfer"]}]


def test_a_card_that_pays_after_another_choice_is_journaled(alice: Member, order: Order) -> None:
    payment = begin(alice, order)
    choose_payment_means(actor=alice.actor, number=order.number, means=PaymentMeans.TRANSFER)
    answer(payment, YES)
    entries = entries_about(order.about).filter(verb="payment-means-chosen").order_by("id")
    assert [entry.changes["payment_means"][1] for entry in entries] == ["transfer", "card"]


@given(st.integers(min_value=1, max_value=10**12))
def test_a_reference_says_its_order(number: int) -> None:
    reference = transfer_reference(number)
    assert order_number_in(reference) == number
    assert order_number_in(reference.replace(" ", "").lower()) == number
    # Every mistyped digit is seen.
    last = (int(reference[-1]) + 1) % 10
    assert order_number_in(reference[:-1] + str(last)) is None


def test_a_reference_of_the_standard() -> None:
    assert order_number_in("RF18 5390 0754 7034") == 539007547034
    assert order_number_in("2800886") is None


@given(st.integers(min_value=0, max_value=10**13), st.decimals("0", "100", places=2))
def test_the_commission_is_rounded_half_up_to_the_cent(face_value: int, rate: Decimal) -> None:
    fee = commission(face_value, rate)
    exact = face_value * rate / 100
    assert abs(fee - exact) <= Decimal("0.5")
    assert exact - fee != Decimal("0.5")
