"""Who needs somebody, who has come how far: each dotation counts once, and only its client's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Min, Sum

from escale.clients.models import Member
from escale.dotations.figures import (
    TO_HANDLE,
    Activity,
    Attention,
    Day,
    Funnel,
    activity,
    attention,
    funnel,
)
from escale.dotations.models import Dotation
from escale.dotations.queries import dotations_of_order, dotations_visible_to
from escale.dotations.situations import Situation
from escale.dotations.states import MODIFIABLE, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.dotations.tests.scattered import scattered_dotations
from escale.kernel import clock
from escale.orders.models import Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.statements import exactly

SEEDS = (1, 2, 3)


@pytest.fixture
def order(alice: Member, charlie: Member) -> Order:
    """Of alice's client; another one has dotations of its own beside."""
    scattered_dotations(OrderFactory.create(client=charlie.client), 40, seed=9)
    return OrderFactory.create(client=alice.client)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_figure_is_that_of_its_list(alice: Member, order: Order, seed: int) -> None:
    scattered_dotations(order, 150, seed=seed)
    found = attention(alice)
    for situation in TO_HANDLE:
        rows = dotations_visible_to(alice).filter(situation.condition())
        worth = rows.aggregate(amount=Sum("amount", default=0), oldest=Min("invited_at"))
        assert found.get(situation, Attention()) == Attention(rows.count(), **worth)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_counted_twice_on_the_board(alice: Member, order: Order, seed: int) -> None:
    scattered_dotations(order, 150, seed=seed)
    rows = dotations_visible_to(alice)
    lists = [set(rows.filter(one.condition()).values_list("pk", flat=True)) for one in TO_HANDLE]
    assert all(lists)
    assert sum(map(len, lists)) == len(set.union(*lists))


@pytest.mark.parametrize(
    ("state", "situation"),
    [
        ({}, Situation.NEVER_OPENED),
        ({"days": 6}, None),
        ({"days": 30}, Situation.NEVER_OPENED),
        ({"days": 31}, Situation.WAITING_TOO_LONG),
        ({"opened": True}, None),
        ({"opened": True, "days": 31}, Situation.WAITING_TOO_LONG),
        ({"has_account": True}, Situation.WITHOUT_APPLICATION),
        ({"status": DotationStatus.EMAIL_ERROR}, Situation.EMAIL_ERROR),
        # The address is locked: only the application is left to do.
        (
            {"status": DotationStatus.EMAIL_ERROR, "has_account": True},
            Situation.WITHOUT_APPLICATION,
        ),
        ({"status": DotationStatus.INTEGRATION}, None),
        ({"status": DotationStatus.CANCELLED}, None),
    ],
)
def test_what_asks_for_somebody(
    alice: Member, order: Order, state: dict[str, object], situation: Situation | None
) -> None:
    given = {"status": DotationStatus.AWAITING_ACTIVATION, "days": 8} | state
    now = clock.now()
    DotationFactory.create(
        order=order,
        status=given["status"],
        invited_at=now - timedelta(days=int(str(given["days"]))) + timedelta(seconds=30),
        opened_at=now if "opened" in given else None,
        account_created_at=now if "has_account" in given else None,
    )
    assert set(attention(alice)) == ({situation} if situation else set())


def passed(rows: list[Dotation]) -> list[int]:
    """How many have come to each stage, one by one."""
    counted = [row for row in rows if row.status in MODIFIABLE | {DotationStatus.ACTIVATED}]
    sent = [
        row
        for row in counted
        if row.status not in (DotationStatus.PRODUCTION, DotationStatus.INTEGRATION)
    ]
    accounts = [row for row in sent if row.has_account or row.status == DotationStatus.ACTIVATED]
    activated = [row for row in accounts if row.status == DotationStatus.ACTIVATED]
    return [len(counted), len(sent), len(accounts), len(activated)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_funnel_adds_up(alice: Member, order: Order, seed: int) -> None:
    rows = scattered_dotations(order, 150, seed=seed)
    rows += scattered_dotations(OrderFactory.create(client=alice.client), 30, seed=seed + 10)
    with exactly(1):
        found = funnel(alice)
    assert found.orders == 2
    assert [found.ordered, found.sent, found.with_account, found.activated] == passed(rows)
    for situation, number in (
        (Situation.BEFORE_FIRST_EMAIL, found.before_first_email),
        (Situation.WITHOUT_ACCOUNT, found.without_account),
        (Situation.WITHOUT_APPLICATION, found.without_application),
    ):
        assert dotations_visible_to(alice).filter(situation.condition()).count() == number


def test_the_funnel_is_of_the_orders_in_progress(alice: Member, order: Order) -> None:
    closed = OrderFactory.create(client=alice.client, closed=True)
    waiting = OrderFactory.create(client=alice.client, waiting=True)
    DotationFactory.create(order=closed, activated=True)
    DotationFactory.create(order=waiting, status=DotationStatus.ORDERED)
    assert funnel(alice) == Funnel()
    Order.objects.filter(pk=order.pk).update(status=OrderStatus.IN_PRODUCTION)
    DotationFactory.create(order=order, in_production=True)
    assert funnel(alice) == Funnel(orders=1, in_production=1)


def test_days_are_those_of_france(alice: Member, order: Order) -> None:
    late, later = datetime(2020, 9, 1, 21, 59, tzinfo=UTC), datetime(2020, 9, 1, 22, tzinfo=UTC)
    DotationFactory.create(order=order, invited_at=late, account_created_at=late)
    DotationFactory.create(order=order, invited_at=later, account_created_at=later)
    DotationFactory.create(order=order, activated=True, invited_at=later, account_created_at=later)
    DotationFactory.create(order=order, in_production=True)
    with exactly(1):
        found = activity(dotations_of_order(alice, order.number))
    assert found == Activity(
        date(2020, 9, 1),
        (Day(date(2020, 9, 1), 1, 0), Day(date(2020, 9, 2), 2, 0), Day(date(2020, 9, 3), 0, 1)),
    )


def test_activated_elsewhere_without_a_date_of_the_account(alice: Member, order: Order) -> None:
    DotationFactory.create(order=order, activated=True, account_created_at=None, invited_at=None)
    found = activity(dotations_of_order(alice, order.number))
    assert found == Activity(date(2020, 9, 3), (Day(date(2020, 9, 3), 1, 1),))


def test_nothing_has_left_yet(alice: Member, order: Order) -> None:
    DotationFactory.create(order=order, in_production=True)
    assert activity(dotations_of_order(alice, order.number)) == Activity(None, ())
