from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.orders.actions.close_order import close_order
from escale.orders.actions.move_order import VERBS, move_order
from escale.orders.actions.postpone_order import postpone_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.actions.resume_order import resume_order
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.queries import due_orders
from escale.orders.states import (
    HISTORY,
    IN_PROGRESS,
    PRODUCED_BY_JOBS,
    TRANSITIONS,
    OrderEvent,
    OrderStatus,
)
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 9, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAIRS = [(status, event) for status in OrderStatus for event in OrderEvent]


def order_at(status: OrderStatus) -> Order:
    paid_at = None if status == OrderStatus.AWAITING_PAYMENT else LONG_AGO
    closed_at = LONG_AGO if status in HISTORY else None
    return OrderFactory.create(status=status, paid_at=paid_at, closed_at=closed_at)


@pytest.mark.parametrize(("status", "event"), sorted(TRANSITIONS))
def test_every_step_of_the_table(status: OrderStatus, event: OrderEvent) -> None:
    order = move_order(actor=SYSTEM, order=order_at(status), event=event, next_step_in=SECOND)
    order.refresh_from_db()
    assert order.status == TRANSITIONS[status, event]
    assert order.next_step_at is not None
    assert (order.closed_at is not None) == (order.status in HISTORY)
    entry = entries_about(order.about).get()
    assert (entry.verb, entry.changes) == (VERBS[event], {"status": [status, order.status]})


@pytest.mark.parametrize(("status", "event"), [pair for pair in PAIRS if pair not in TRANSITIONS])
def test_no_other_step(status: OrderStatus, event: OrderEvent) -> None:
    order = order_at(status)
    with pytest.raises(OrderStatusRefused, match=str(order.pk)):
        move_order(actor=SYSTEM, order=order, event=event)
    order.refresh_from_db()
    assert order.status == status
    assert not entries_about(order.about).exists()


def test_a_payment_is_due_at_once_and_has_its_job() -> None:
    order = record_payment(actor=SYSTEM, number=order_at(OrderStatus.AWAITING_PAYMENT).pk)
    assert order.paid_at
    assert due_orders() == [order.pk]
    job = ProcrastinateJob.objects.filter(task_name="advance_order").latest("id")
    assert job.args == {"number": order.pk}


def test_an_order_waits_for_its_time() -> None:
    order = move_order(
        actor=SYSTEM,
        order=order_at(OrderStatus.PAID),
        event=OrderEvent.PRODUCTION_STARTED,
        next_step_in=timedelta(minutes=1),
    )
    assert due_orders() == []
    postpone_order(order=order, next_step_in=-SECOND)
    assert due_orders() == [order.pk]


@pytest.mark.parametrize("status", sorted(set(OrderStatus) - {OrderStatus.EMAILS_SENT}))
def test_only_an_order_whose_emails_have_left_closes(status: OrderStatus) -> None:
    assert close_order(actor=SYSTEM, order=order_at(status), all_activated=True) is False


@pytest.mark.parametrize("status", list(OrderStatus))
def test_titles_end_whatever_their_order_waits_for(status: OrderStatus) -> None:
    order = order_at(status)
    can_end = status in IN_PROGRESS - {OrderStatus.SHIPPED}
    assert close_order(actor=SYSTEM, order=order, all_activated=False) is can_end
    assert order.status == (OrderStatus.ENDED if can_end else status)


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_what_jobs_produce_resumes_and_once(status: OrderStatus) -> None:
    order = order_at(status)
    resumed = [resume_order(actor=SYSTEM, number=order.pk, next_step_in=-SECOND) for _ in range(2)]
    assert resumed == [status in PRODUCED_BY_JOBS, False]
    assert due_orders() == ([order.pk] if resumed[0] else [])
