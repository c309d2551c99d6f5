from datetime import UTC, datetime

import pytest

from escale.dotations.queries import Reached
from escale.dotations.states import DotationStatus
from escale.orders.models import Order
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory
from escale.portal.orders.steps import NOTHING_REACHED, order_steps

CLOSED_AT = datetime(2020, 9, 30, tzinfo=UTC)


def order_at(status: OrderStatus, *, product: ProductKind = ProductKind.CONNECT) -> Order:
    closed = status in {OrderStatus.DELIVERED, OrderStatus.CLOSED, OrderStatus.CANCELLED}
    return OrderFactory.build(
        status=status, product=product, closed_at=CLOSED_AT if closed else None
    )


@pytest.mark.parametrize(
    ("status", "states"),
    [
        (OrderStatus.PAID, ["done", "done", "now", "later", "later"]),
        (OrderStatus.IN_PRODUCTION, ["done", "done", "now", "later", "later"]),
        (OrderStatus.SHIPPED, ["done", "done", "done", "done", "now"]),
        (OrderStatus.DELIVERED, ["done"] * 5),
    ],
)
def test_paper(status: OrderStatus, states: list[str]) -> None:
    steps = order_steps(order_at(status, product=ProductKind.CLASSIC), {})
    names = [step.name for step in steps]
    assert names == ["Créée", "Réglée", "En production", "Envoyée", "Livrée"]
    assert [step.state for step in steps] == states
    assert ("30\u00a0septembre" in steps[-1].note) == (status == OrderStatus.DELIVERED)


def test_dotations_left_to_activate_then_the_day_of_the_last() -> None:
    counts = {DotationStatus.ACTIVATED: 1, DotationStatus.AWAITING_ACTIVATION: 2}
    assert order_steps(order_at(OrderStatus.EMAILS_SENT), counts)[-1].note == (
        "2 restent à activer"
    )
    closed = order_steps(order_at(OrderStatus.CLOSED), {DotationStatus.ACTIVATED: 3})[-1]
    assert closed.state == "done"
    assert "30\u00a0septembre" in closed.note


FOURTH, SIXTH, NINTH = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (4, 6, 9))


def notes(order: Order, counts: dict[DotationStatus, int], reached: Reached) -> list[str]:
    return [step.note.replace("\u00a0", " ") for step in order_steps(order, counts, reached)[2:]]


def test_the_last_steps_say_when_as_far_as_it_is_known() -> None:
    order = order_at(OrderStatus.EMAILS_SENT)
    order.produced_at = FOURTH
    leaving = {DotationStatus.INTEGRATION: 1, DotationStatus.AWAITING_ACTIVATION: 2}
    assert notes(order, leaving, Reached(SIXTH, SIXTH, None, 0)) == [
        "4 novembre 2026",
        "depuis le 6 novembre 2026",
        "2 restent à activer",
    ]
    done = {DotationStatus.ACTIVATED: 3}
    assert notes(order, done, Reached(SIXTH, NINTH, NINTH, 0))[1:] == [
        "9 novembre 2026",
        "9 novembre 2026",
    ]
    order.produced_at = None
    assert notes(order, leaving, NOTHING_REACHED) == ["", "", "2 restent à activer"]


def test_paper_says_when_it_left() -> None:
    order = order_at(OrderStatus.SHIPPED, product=ProductKind.CLASSIC)
    order.produced_at = FOURTH
    assert notes(order, {}, NOTHING_REACHED) == ["", "4 novembre 2026", ""]


def test_a_cancelled_order_says_so() -> None:
    steps = order_steps(order_at(OrderStatus.CANCELLED), {DotationStatus.CANCELLED: 3})
    assert [step.name for step in steps] == ["Créée", "Annulée"]
    assert "30\u00a0septembre" in steps[-1].note
