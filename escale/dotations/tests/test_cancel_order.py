import pytest

from escale.clients.models import Member
from escale.dotations.actions.cancel_order import cancel_order
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.queries import entries_about
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderStatus
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
PAID = sorted(set(OrderStatus) - {OrderStatus.AWAITING_PAYMENT, OrderStatus.CANCELLED})


@pytest.fixture
def order(alice: Member) -> Order:
    order = OrderFactory.create(client=alice.client, waiting=True)
    DotationFactory.create_batch(3, order=order, status=DotationStatus.ORDERED)
    return order


def test_it_goes_to_the_history_with_its_dotations(alice: Member, order: Order) -> None:
    other = DotationFactory.create(status=DotationStatus.ORDERED)
    cancelled = cancel_order(actor=alice.actor, number=order.pk)
    assert cancelled.status == OrderStatus.CANCELLED
    assert cancelled.closed_at is not None
    found = Dotation.objects.filter(order=order).values_list("status", flat=True)
    assert set(found) == {DotationStatus.CANCELLED}
    other.refresh_from_db()
    assert other.status == DotationStatus.ORDERED
    assert entries_about(order.about).get().verb == "order-cancelled"


def test_twice_is_harmless(alice: Member, order: Order) -> None:
    for _ in range(2):
        cancel_order(actor=alice.actor, number=order.pk)
    assert entries_about(order.about).count() == 1


@pytest.mark.parametrize("status", PAID)
def test_refused_once_paid(alice: Member, status: OrderStatus) -> None:
    closed_at = "2020-09-30T00:00Z" if status in HISTORY else None
    order = OrderFactory.create(client=alice.client, status=status, closed_at=closed_at)
    row = DotationFactory.create(order=order)
    with pytest.raises(OrderStatusRefused, match="est réglée"):
        cancel_order(actor=alice.actor, number=order.pk)
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION
