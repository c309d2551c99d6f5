from datetime import UTC, datetime

import pytest

from escale.dotations.states import DotationStatus
from escale.orders.models import Order
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory
from escale.portal.orders.steps import order_steps

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


def test_a_cancelled_order_says_so() -> None:
    steps = order_steps(order_at(OrderStatus.CANCELLED), {DotationStatus.CANCELLED: 3})
    assert [step.name for step in steps] == ["Créée", "Annulée"]
    assert "30\u00a0septembre" in steps[-1].note
