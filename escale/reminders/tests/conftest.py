from collections.abc import Iterator

import pytest

from escale.clients.models import Member
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.reminders.models import ReminderPlan
from escale.reminders.tests.factories import ReminderPlanFactory
from escale.reminders.tests.travelling import START, Travel, paris, travelling


@pytest.fixture
def travel(db: None) -> Iterator[Travel]:
    with travelling(paris(f"{START} 10:00")) as travel:
        yield travel


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, placed_on="2026-09-21")


@pytest.fixture
def plan(alice: Member) -> ReminderPlan:
    return ReminderPlanFactory.create(client=alice.client)
