"""Batches: twice, killed half-way, turned off, by two workers, and never another client's."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.reminders.actions import send_reminders as sending
from escale.reminders.actions.send_reminders import send_reminders
from escale.reminders.actions.switch_off import switch_off
from escale.reminders.models import Reminder, ReminderPlan
from escale.reminders.tests.factories import ReminderPlanFactory
from escale.reminders.tests.travelling import Travel, deliver, paris, person, run
from escale.tenancy.scopes import job_scope

pytestmark = pytest.mark.django_db


def mails() -> list[str]:
    queued = OutgoingMessage.objects.filter(state="queued").order_by("recipient")
    return [message.recipient.partition("@")[0] for message in queued]


@pytest.fixture
def due(travel: Travel, order: Order, plan: ReminderPlan) -> list[Dotation]:
    """Five to remind, on the Monday that has come."""
    rows = [person(order, name) for name in "abcde"]
    travel.to(paris("2026-10-12 09:30"))
    return rows


def test_run_twice_sends_once(plan: ReminderPlan, due: list[Dotation]) -> None:
    assert send_reminders(plan_id=plan.pk)
    assert mails() == list("abcde")
    assert send_reminders(plan_id=plan.pk)
    assert len(mails()) == 5


def test_killed_between_batches_the_next_run_goes_on(
    plan: ReminderPlan, due: list[Dotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    turns = iter([False, True])
    assert not send_reminders(plan_id=plan.pk, should_stop=lambda: next(turns))
    assert mails() == ["a", "b"]
    plan.refresh_from_db()
    assert plan.done_on is None
    run()
    assert mails() == list("abcde")
    plan.refresh_from_db()
    assert plan.done_on is not None


def test_what_changed_since_it_was_read_is_asked_again(
    plan: ReminderPlan, due: list[Dotation]
) -> None:
    """Between the look at who is due and the lock of their rows."""
    activated, in_error = due[0], due[1]

    def meanwhile() -> bool:
        Dotation.objects.filter(pk=activated.pk).update(
            status=DotationStatus.ACTIVATED, activated_at=paris("2026-10-12 09:30")
        )
        Dotation.objects.filter(pk=in_error.pk).update(status=DotationStatus.EMAIL_ERROR)
        return False

    assert send_reminders(plan_id=plan.pk, should_stop=meanwhile)
    assert mails() == ["c", "d", "e"]


def test_stopped_between_batches_nothing_more_leaves(
    alice: Member, plan: ReminderPlan, due: list[Dotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    asked = []

    def stopping() -> bool:
        asked.append(len(mails()))
        if len(asked) == 2:
            assert switch_off(member=alice) == 2
        return False

    assert not send_reminders(plan_id=plan.pk, should_stop=stopping)
    assert asked == [0, 2]
    assert mails() == []
    assert not Reminder.objects.exists()


def test_the_database_itself_refuses_a_step_twice(plan: ReminderPlan, due: list[Dotation]) -> None:
    send_reminders(plan_id=plan.pk)
    kept = Reminder.objects.first()
    assert kept is not None
    kept.pk = None
    with pytest.raises(IntegrityError, match="reminder_once"):
        kept.save()


def test_another_client_s_plan_reminds_its_own(
    charlie: Member, travel: Travel, due: list[Dotation]
) -> None:
    theirs = ReminderPlanFactory.create(client=charlie.client)
    other = OrderFactory.create(client=charlie.client, placed_on="2026-09-21")
    travel.to(paris("2026-10-05 10:00"))
    person(other, "z")
    travel.to(paris("2026-10-12 09:30"))
    with job_scope(ReminderPlan, theirs.pk):
        assert send_reminders(plan_id=theirs.pk)
    assert mails() == ["z"]


def test_the_statements_do_not_grow_with_the_people(
    travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    counts = []
    for number in (1, 30):
        travel.to(paris("2026-10-05 10:00"))
        for place in range(number):
            person(order, f"n{number}-{place}")
        travel.to(paris("2026-10-12 09:30"))
        with CaptureQueriesContext(connection) as captured:
            send_reminders(plan_id=plan.pk)
        assert len(mails()) == number
        deliver()
        counts.append(len(captured))
    assert counts[0] == counts[1]
