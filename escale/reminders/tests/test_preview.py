"""What a page announces is what leaves, if nobody does anything."""

import pytest

from escale.clients.models import Member
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.reminders.models import ReminderPlan
from escale.reminders.queries import Reason, preview
from escale.reminders.steps import BEFORE_END, Kind, Step
from escale.reminders.terms import Terms
from escale.reminders.tests.travelling import Travel, live, paris, person

pytestmark = pytest.mark.django_db


def test_what_is_announced_is_what_leaves(
    travel: Travel, order: Order, plan: ReminderPlan, alice: Member
) -> None:
    over = OrderFactory.create(client=alice.client, placed_on="2024-03-01")
    person(over, "fin")
    for day, name in ((5, "lundi"), (10, "samedi"), (17, "tard"), (22, "hier")):
        travel.to(paris(f"2026-10-{day:02d} 15:00"))
        person(order, name)
        account = person(order, f"compte-{name}")
        attach_account(actor=SYSTEM, dotation_id=account.pk)
    live(travel, "2026-10-22", 1)
    travel.to(paris("2026-11-10 08:00"))
    shown = preview(plan, most=5)
    assert shown.departs_at == paris("2026-11-10 09:00")
    left = live(travel, "2026-11-10", 31)
    by_day = {moment[:5]: len(told) for moment, told in left.items()}
    assert shown.total == by_day["11-10"]
    for horizon, last in ((7, "11-17"), (30, "12-10")):
        expected = sum(number for day, number in by_day.items() if day <= last)
        assert sum(shown.ahead[horizon].values()) == expected
    assert shown.ahead[30][Step(Kind.ACTIVATION, BEFORE_END, 30)] == 1
    assert sum(shown.by_order.values()) == shown.total


def test_who_gets_nothing_and_why(travel: Travel, order: Order, alice: Member) -> None:
    person(order, "due")
    DotationFactory.create(order=order, in_error=True)
    DotationFactory.create(order=order, status=DotationStatus.INTEGRATION)
    DotationFactory.create(order=order, account_created=True)
    DotationFactory.create(order=order, activated=True)
    travel.to(paris("2026-10-13 10:00"))
    person(order, "recent")
    travel.to(paris("2026-10-14 10:00"))
    plan = ReminderPlan.of(alice.client, Terms(application_days=()))
    shown = preview(plan, most=5)
    assert shown.total == 1
    assert [one.order_number for one in shown.recipients] == [order.number]
    assert shown.left_out == {
        Reason.EMAIL_ERROR: 1,
        Reason.NOT_SENT_YET: 1,
        Reason.NOT_WANTED: 1,
        Reason.RECENT: 1,
    }


@pytest.mark.parametrize(
    ("now", "departure"),
    [
        ("2026-10-23 08:00", "2026-10-23 09:00"),
        ("2026-10-23 12:00", "2026-10-23 12:00"),
        # A Friday evening: Monday, when the hour has changed.
        ("2026-10-23 18:00", "2026-10-26 09:00"),
        ("2026-10-24 12:00", "2026-10-26 09:00"),
    ],
)
def test_the_next_departure(travel: Travel, plan: ReminderPlan, now: str, departure: str) -> None:
    assert plan.next_departure(paris(now)) == paris(departure)
    assert plan.may_send(paris(now)) == (now == departure)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms((2, 21)), "activation_days"),
        (Terms((7, 9)), "activation_days"),
        (Terms((21, 7)), "activation_days"),
        (Terms((121,)), "activation_days"),
        (Terms(application_days=(7, 14, 21, 28, 35)), "application_days"),
        (Terms((), (), None), "activation_days"),
        (Terms(days_before_end=181), "days_before_end"),
        (Terms(from_hour=18, until_hour=18), "until_hour"),
        (Terms(weekdays=()), "weekdays"),
    ],
)
def test_terms_that_cannot_be(terms: Terms, field: str) -> None:
    assert field in dict(terms.problems())
    assert not list(Terms().problems())
