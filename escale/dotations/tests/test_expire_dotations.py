"""A title ends with its last day, whatever it waits for (D5, D10, R6, R32)."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from escale.clients.models import Client
from escale.clients.tests.factories import ClientFactory
from escale.dotations.actions import expire_dotations as expiring
from escale.dotations.actions.expire_dotations import expire_dotations
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.emails import send_activation
from escale.dotations.errors import DotationExpired
from escale.dotations.expiring import clients_to_expire
from escale.dotations.models import Dotation
from escale.dotations.states import MODIFIABLE, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.journal.queries import entries_about
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.models import Order
from escale.orders.states import HISTORY, IN_PROGRESS, OrderStatus
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
LAST_DAY = date(2022, 12, 31)
NEW_YEAR = datetime(2023, 1, 1, 0, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel(NEW_YEAR, tick=False):
        yield


@pytest.fixture
def order(ancv: Client) -> Order:
    return OrderFactory.create(client=ancv, placed_on=date(2020, 12, 31))


def expire(client: Client) -> int:
    return expire_dotations(client_id=client.pk)


@pytest.mark.parametrize("year", range(2019, 2032))
def test_an_order_is_valid_until_the_second_year_after_its_own(year: int) -> None:
    for placed_on in (date(year, 1, 1), date(year, 12, 31)):
        order = OrderFactory.create(placed_on=placed_on)
        assert order.valid_until == date(year + 2, 12, 31)
        assert order.exchange_until == date(year + 3, 3, 31)


def test_what_nobody_activated_is_over_and_its_order_with_it(order: Order) -> None:
    activated = DotationFactory.create(order=order, activated=True)
    waiting = [
        DotationFactory.create(order=order, status=status, account_created_at=account)
        for status in sorted(MODIFIABLE)
        for account in (None, "2021-01-01T00:00Z")
    ]
    assert expire(order.client) == len(waiting)
    for row in waiting:
        row.refresh_from_db()
        assert row.status == DotationStatus.EXPIRED
        assert row.ended_at is not None
    activated.refresh_from_db()
    assert activated.status == DotationStatus.ACTIVATED
    order.refresh_from_db()
    assert order.status == OrderStatus.ENDED
    assert order.closed_at is not None
    lines = entries_about(order.about)
    assert sorted(line.verb for line in lines) == ["dotations-expired", "order-ended"]
    assert lines.get(verb="dotations-expired").changes == {"dotations": ["", str(len(waiting))]}
    # Told by the order's line alone.
    assert not JournalEntry.objects.filter(about__startswith="dotation:").exists()


def test_the_same_night_again_changes_nothing(order: Order) -> None:
    DotationFactory.create(order=order)
    assert expire(order.client) == 1
    written = JournalEntry.objects.count()
    assert expire(order.client) == 0
    assert clients_to_expire() == []
    assert JournalEntry.objects.count() == written


def test_the_last_day_is_whole_in_france(order: Order) -> None:
    DotationFactory.create(order=order)
    for moment in (
        datetime(2022, 12, 31, 23, 59, tzinfo=PARIS),
        # Already the new year in Paris' east.
        datetime(2022, 12, 31, 22, 59, tzinfo=ZoneInfo("UTC")),
    ):
        with time_machine.travel(moment, tick=False):
            assert clients_to_expire() == []
            assert expire(order.client) == 0
    assert clients_to_expire() == [order.client_id]


def test_years_that_were_missed_are_caught_up(order: Order) -> None:
    DotationFactory.create(order=order)
    DotationFactory.create(order=OrderFactory.create(client=order.client, placed_on="2015-05-05"))
    with time_machine.travel(datetime(2026, 11, 30, tzinfo=PARIS), tick=False):
        assert expire(order.client) == 2


@pytest.mark.parametrize("status", sorted(IN_PROGRESS - {OrderStatus.SHIPPED}))
def test_an_order_ends_from_wherever_it_stands(ancv: Client, status: OrderStatus) -> None:
    order = OrderFactory.create(client=ancv, status=status)
    DotationFactory.create(order=order, status=DotationStatus.PRODUCTION)
    expire(ancv)
    order.refresh_from_db()
    assert order.status in HISTORY
    assert order.next_step_at is None


def test_what_is_not_paid_and_what_is_paper_do_not_expire(ancv: Client) -> None:
    unpaid = OrderFactory.create(client=ancv, waiting=True)
    DotationFactory.create(order=unpaid, status=DotationStatus.ORDERED)
    OrderFactory.create(client=ancv, product="classic", status=OrderStatus.SHIPPED)
    assert clients_to_expire() == []


def test_other_clients_wait_for_their_turn(order: Order) -> None:
    other = DotationFactory.create(order__client=ClientFactory.create())
    DotationFactory.create(order=order)
    assert clients_to_expire() == sorted([order.client_id, other.client_id])
    assert expire(order.client) == 1
    other.refresh_from_db()
    assert other.status == DotationStatus.AWAITING_ACTIVATION


def test_what_waited_to_leave_does_not(order: Order) -> None:
    row = DotationFactory.create(order=order)
    message = send_activation(row, at=clock.now())
    expire(order.client)
    message.refresh_from_db()
    assert message.state == MessageState.CANCELLED
    with pytest.raises(DotationExpired) as refused:
        resend_activation(actor=SYSTEM, dotation_id=row.pk)
    assert "expirée" in str(refused.value)
    assert OutgoingMessage.objects.count() == 1


def test_stopped_between_two_batches_it_ends_the_same(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring, "BATCH", 2)
    DotationFactory.create_batch(5, order=order)
    looks = iter([False, False, True, True])
    expire_dotations(client_id=order.client_id, should_stop=lambda: next(looks))
    assert Dotation.objects.filter(status=DotationStatus.EXPIRED).count() == 4
    order.refresh_from_db()
    assert order.status in IN_PROGRESS
    assert expire(order.client) == 1
    line = entries_about(order.about).get(verb="dotations-expired")
    assert line.changes == {"dotations": ["", "5"]}


def test_no_email_announces_a_validity_that_is_over(order: Order) -> None:
    row = DotationFactory.create(order=order)
    send_activation(row, at=clock.now())
    with time_machine.travel(datetime(2022, 12, 31, 12, tzinfo=PARIS), tick=False):
        send_activation(row, at=clock.now())
    over, before = OutgoingMessage.objects.order_by("-pk").values_list("context", flat=True)[::-1]
    assert over["valid_until"] == ""
    assert before["valid_until"] == "31\u00a0décembre\u00a02022"
