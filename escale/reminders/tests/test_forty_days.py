"""B8, with a frozen clock: exactly the expected mails, over days, nights, weekends and an hour."""

import pytest

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.contact import Contact
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.actions.fail_sent_message import fail_sent_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.reminders.actions.switch_off import switch_off
from escale.reminders.actions.switch_on import switch_on
from escale.reminders.models import Reminder, ReminderPlan
from escale.reminders.queries import count_first
from escale.reminders.steps import BEFORE_END
from escale.reminders.terms import Terms
from escale.reminders.tests.travelling import Travel, deliver, live, paris, person, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_forty_days(travel: Travel, order: Order, plan: ReminderPlan) -> None:
    person(order, "lundi")
    travel.to(paris("2026-10-10 23:30"))  # a Saturday night
    person(order, "samedi")
    account = person(order, "compte")
    attach_account(actor=SYSTEM, dotation_id=account.pk)
    assert live(travel, "2026-10-11", 40) == {
        "10-12 9 h": ["lundi activation"],
        # J+7 is a Saturday, and waits for Monday; the application has its own e-mail.
        "10-19 9 h": ["samedi activation", "compte application_reminder"],
        # J+21 from the first e-mail: the hour changed on the 25th.
        "10-26 9 h": ["lundi activation"],
        # J+21 is Saturday the 31st.
        "11-02 9 h": ["samedi activation", "compte application_reminder"],
    }
    lines = JournalEntry.objects.filter(verb="reminders-sent")
    assert {line.door for line in lines} == {"system"}
    assert [line.changes["mails"][1] for line in lines.order_by("pk")] == ["1"] * 6


def test_it_stops_as_the_beneficiary_goes_on(
    travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    gone, begun = person(order, "active"), person(order, "compte")
    assert live(travel, "2026-10-06", 7) == {
        "10-12 9 h": ["active activation", "compte activation"]
    }
    travel.to(paris("2026-10-13 20:00"))
    activate_dotation(actor=SYSTEM, dotation_id=gone.pk)
    attach_account(actor=SYSTEM, dotation_id=begun.pk)
    assert live(travel, "2026-10-14", 30) == {
        "10-20 9 h": ["compte application_reminder"],
        "11-03 9 h": ["compte application_reminder"],
    }


def test_an_error_in_the_middle_stops_it_and_a_correction_begins_a_silence(
    alice: Member, travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    row = person(order, "faux")
    assert list(live(travel, "2026-10-06", 7)) == ["10-12 9 h"]
    row.refresh_from_db()
    assert row.last_message_id
    fail_sent_message(message_id=row.last_message_id, cause=Cause.MAILBOX_FULL, diagnostic="")
    assert live(travel, "2026-10-13", 20) == {}
    correct_contact(
        actor=alice.actor,
        dotation_id=row.pk,
        contact=Contact("juste@yopmail.example", row.phone),
    )
    deliver()
    # The first step has left once: the second follows, 21 days after the new e-mail.
    assert live(travel, "2026-11-02", 40) == {"11-23 9 h": ["juste activation"]}


def test_an_e_mail_sent_by_hand_begins_a_silence(
    alice: Member, travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    row = person(order, "main")
    travel.to(paris("2026-10-11 10:00"))
    resend_activation(actor=alice.actor, dotation_id=row.pk)
    deliver()
    assert list(live(travel, "2026-10-12", 28)) == ["10-19 9 h", "11-02 9 h"]


def test_two_dotations_of_one_person_are_days_apart(
    travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    person(order, "Marie", matricule="1")
    other = OrderFactory.create(client=order.client, placed_on=order.placed_on)
    person(other, "marie", matricule="1")
    assert live(travel, "2026-10-06", 14) == {
        "10-12 9 h": ["Marie activation"],
        "10-15 9 h": ["marie activation"],
    }


def test_months_of_silence_get_one_reminder_and_the_last_before_the_end(
    alice: Member, travel: Travel, order: Order
) -> None:
    for name in ("a", "b", "c"):
        person(order, name)
    over = OrderFactory.create(client=alice.client, placed_on="2024-03-01")
    person(over, "fin")
    assert live(travel, "2026-10-06", 30) == {}  # without a plan, nothing
    travel.to(paris("2026-11-13 08:00"))  # a Friday, 39 days later
    expected = count_first(ReminderPlan.of(alice.client, Terms()))
    assert expected == 4
    switch_on(member=alice, terms=Terms(), expected=expected)
    assert live(travel, "2026-11-13", 60) == {
        "11-13 9 h": ["a activation", "b activation", "c activation", "fin activation"],
        # 30 days before 31 December 2026.
        "12-01 9 h": ["fin activation"],
    }
    assert Reminder.objects.filter(step=BEFORE_END).count() == 1
    assert Reminder.objects.count() == 5


def test_the_plan_changed_in_the_middle(
    alice: Member, travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    person(order, "nina")
    assert list(live(travel, "2026-10-06", 8)) == ["10-12 9 h"]
    travel.to(paris("2026-10-14 08:00"))
    sooner = Terms((7, 10, 30), (), None, 14, 20, (1, 2, 3, 4, 5, 6, 7))
    switch_on(member=alice, terms=sooner, expected=0)
    assert list(live(travel, "2026-10-14", 40)) == ["10-15 18 h", "11-04 18 h"]


def test_switched_off_what_waits_is_held_back_and_may_leave_later(
    alice: Member, travel: Travel, order: Order, plan: ReminderPlan
) -> None:
    row = person(order, "retenu")
    first = row.last_message_id
    travel.to(paris("2026-10-12 09:00"))
    run()
    assert Reminder.objects.count() == 1
    assert switch_off(member=alice) == 1
    deliver()
    row.refresh_from_db()
    assert row.last_message_id == first
    assert not Reminder.objects.exists()
    assert OutgoingMessage.objects.filter(state="sent").count() == 1
    assert live(travel, "2026-10-12", 10) == {}
    switch_on(member=alice, terms=Terms(), expected=1)
    assert list(live(travel, "2026-10-22", 3)) == ["10-22 9 h"]
