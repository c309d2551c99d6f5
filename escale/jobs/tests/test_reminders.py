from types import SimpleNamespace
from typing import cast

import pytest
import time_machine
from procrastinate import JobContext
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.clients.models import Member
from escale.clients.turns import turn_of
from escale.dotations.tests.factories import DotationFactory
from escale.jobs.reminders import send_digests, send_due_reminders, send_reminders
from escale.mailing.models import OutgoingMessage
from escale.orders.tests.factories import OrderFactory
from escale.reminders.models import ReminderPlan
from escale.reminders.tests.factories import ReminderPlanFactory
from escale.reminders.tests.travelling import paris

pytestmark = pytest.mark.django_db
CONTEXT = cast(JobContext, SimpleNamespace(should_abort=lambda: False))
# A Tuesday.
WITHIN, AT_NIGHT = paris("2026-11-03 10:00"), paris("2026-11-03 21:00")


@pytest.fixture
def plan(alice: Member) -> ReminderPlan:
    DotationFactory.create_batch(2, order=OrderFactory.create(client=alice.client))
    return ReminderPlanFactory.create(client=alice.client)


def waiting_jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="send_reminders"))


def test_one_job_for_each_client_under_its_turn(plan: ReminderPlan) -> None:
    ReminderPlanFactory.create(is_on=False)
    with time_machine.travel(WITHIN, tick=False):
        send_due_reminders()
        send_due_reminders()
    (job,) = waiting_jobs()
    assert job.lock == turn_of(plan.client_id)
    assert job.args == {"plan_id": plan.pk}


def test_none_at_night(plan: ReminderPlan) -> None:
    with time_machine.travel(AT_NIGHT, tick=False):
        send_due_reminders()
    assert waiting_jobs() == []


def test_the_job_reminds_then_its_day_is_done(plan: ReminderPlan) -> None:
    with time_machine.travel(WITHIN, tick=False):
        send_reminders(CONTEXT, plan.pk)
        assert OutgoingMessage.objects.count() == 2
        send_due_reminders()
    assert waiting_jobs() == []


def test_a_digest_that_fails_holds_up_no_other(
    alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looked_at = []

    def failing(*, member_id: int) -> None:
        looked_at.append(member_id)
        raise ValueError

    monkeypatch.setattr("escale.jobs.reminders.send_digest", failing)
    Member.objects.update(receives_digest=True)
    with time_machine.travel(WITHIN, tick=False):
        send_digests(CONTEXT)
    assert looked_at == [alice.pk, bob.pk]
    assert "to be tried again" in caplog.text
