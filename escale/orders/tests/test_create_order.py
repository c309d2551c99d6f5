from datetime import date

import pytest
from django.db import IntegrityError, transaction

from escale.clients.models import Member
from escale.journal.queries import entries_about
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.errors import OrderNumberTaken
from escale.orders.models import Order
from escale.orders.states import LineKind, OrderStatus, PaymentMeans


def new_order(*, face_value: int, number: int | None = None) -> NewOrder:
    return NewOrder(date(2020, 8, 21), "ANCV Client", PaymentMeans.CARD, 10, face_value, number)


@pytest.mark.parametrize(
    ("face_value", "total"), [(60_000, 60_600), (400_000, 404_000), (1_000_000, 1_010_000)]
)
def test_the_three_orders_of_the_guide(alice: Member, face_value: int, total: int) -> None:
    order = create_order(
        actor=alice.actor, client=alice.client, new=new_order(face_value=face_value)
    )
    assert order.total == total
    assert order.status == OrderStatus.AWAITING_PAYMENT
    lines = {line.kind: line for line in order.lines.all()}
    assert lines[LineKind.DOTATIONS].unit_price is None
    assert lines[LineKind.DOTATIONS].quantity == 10
    assert lines[LineKind.COMMISSION].amount == total - face_value
    assert entries_about(f"order:{order.number}").get().verb == "order-created"


def test_numbers_go_on_by_themselves(alice: Member) -> None:
    first, second = (
        create_order(actor=alice.actor, client=alice.client, new=new_order(face_value=100))
        for _ in range(2)
    )
    assert second.number == first.number + 1
    assert len(str(first.number)) == 7


def test_a_number_serves_once(alice: Member) -> None:
    new = new_order(face_value=100, number=2800886)
    create_order(actor=alice.actor, client=alice.client, new=new)
    with pytest.raises(OrderNumberTaken, match="2800886"):
        create_order(actor=alice.actor, client=alice.client, new=new)


def test_the_database_refuses_a_total_that_does_not_add_up(alice: Member) -> None:
    order = create_order(actor=alice.actor, client=alice.client, new=new_order(face_value=100))
    with pytest.raises(IntegrityError, match="order_total_adds_up"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total=1)
