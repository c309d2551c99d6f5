"""Trouble of ours, or of one domain: nothing is marked for it, the others leave (F5-F9)."""

from datetime import timedelta

import pytest
from django.db.models import F
from pytest_django import Settings

from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.hold_mail import DELAYS, hold_mail
from escale.mailing.actions.resume_domain import resume_domain
from escale.mailing.actions.suspend_domain import suspend_domain
from escale.mailing.causes import Cause
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import Script

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BLOCKED = "550 5.7.1 Service unavailable, client host blocked by reputation"


def at(domain: str, count: int = 1) -> list[OutgoingMessage]:
    return [OutgoingMessageFactory.create(recipient=f"p{n}@{domain}") for n in range(count)]


def hold_passes() -> None:
    MailHold.objects.update(until=F("until") - max(DELAYS))


def states(domain: str) -> set[str]:
    found = OutgoingMessage.objects.filter(recipient__endswith=f"@{domain}")
    return set(found.values_list("state", flat=True))


def test_a_policy_against_us_marks_nobody_and_holds_its_domain_alone(
    relay: Script, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = at("orange.example", 10)
    for message in blocked:
        relay.at_rcpt[message.recipient].append(BLOCKED)
    others = at("yopmail.example", 5)
    deliver_messages()
    assert states("yopmail.example") == {MessageState.SENT}
    assert states("orange.example") == {MessageState.DEFERRED, MessageState.QUEUED}
    # Three answers were enough to stop asking, and staff are told once.
    tried = OutgoingMessage.objects.filter(state=MessageState.DEFERRED)
    assert tried.count() == 3
    assert {message.cause for message in tried} == {Cause.OURS}
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 1
    assert not deliver_messages().more
    assert len(relay.received) == len(others)


def test_the_first_message_taken_ends_the_hold(relay: Script) -> None:
    for message in at("orange.example", 10):
        relay.at_rcpt[message.recipient].append(BLOCKED)
    deliver_messages()
    relay.at_rcpt.clear()
    hold_passes()
    let_time_pass(hours=2)
    assert deliver_messages().sent == 10
    assert not MailHold.objects.exists()


def test_it_lasts_longer_each_time_in_a_row(relay: Script) -> None:
    lasted = []
    for _time in range(5):
        hold_mail(domain="orange.example", reason="again")
        # Workers that meet it at the same moment count once.
        hold = hold_mail(domain="orange.example", reason="again")
        hold.refresh_from_db()
        lasted.append(hold.times)
        hold_passes()
    assert lasted == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("relay_down")
def test_a_relay_that_is_down_is_asked_once_and_not_by_each_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    at("yopmail.example", 198)
    for _run in range(5):
        deliver_messages()
    assert MailHold.objects.get().domain == ""
    assert OutgoingMessage.objects.filter(state=MessageState.QUEUED).count() == 70
    assert not OutgoingMessage.objects.filter(state=MessageState.FAILED).exists()
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 1


def test_our_sender_refused_holds_everything(relay: Script) -> None:
    at("orange.example", 3)
    relay.at_mail.append("554 5.7.1 Your address is blocked")
    deliver_messages()
    assert MailHold.objects.get().domain == ""
    assert len(relay.received) == 0


def test_a_relay_without_encryption_gets_nothing_in_clear(
    relay: Script, settings: Settings
) -> None:
    """H4: where encryption is asked for, mail waits for it."""
    settings.EMAIL_USE_TLS = True
    at("orange.example", 3)
    deliver_messages()
    assert MailHold.objects.get().domain == ""
    assert len(relay.received) == 0


def test_one_odd_mailbox_holds_nobody_else(relay: Script) -> None:
    odd, *others = at("orange.example", 5)
    relay.at_rcpt[odd.recipient].append(BLOCKED)
    assert deliver_messages().sent == len(others)
    assert not MailHold.objects.exists()


def test_a_server_that_says_nothing_is_left_at_once(relay: Script, settings: Settings) -> None:
    settings.MAIL_MESSAGE_SECONDS = 1
    slow = at("lent.example", 3)
    relay.silent_for.add(slow[0].recipient)
    at("yopmail.example", 3)
    deliver_messages()
    assert states("yopmail.example") == {MessageState.SENT}
    assert MailHold.objects.get().domain == "lent.example"
    slow[0].refresh_from_db()
    assert (slow[0].state, slow[0].cause) == (MessageState.DEFERRED, Cause.NO_ANSWER)


def test_greylisting_holds_nobody(relay: Script) -> None:
    """F6: 451 the first time, taken the second. Each recipient is asked at its own time."""
    for message in at("gris.example", 20):
        relay.at_rcpt[message.recipient].append("451 4.7.1 Greylisted, try again later")
    assert deliver_messages().deferred == 20
    assert not MailHold.objects.exists()
    let_time_pass(minutes=2)
    assert deliver_messages().sent == 20
    assert set(OutgoingMessage.objects.values_list("attempts", flat=True)) == {2}


def test_a_server_that_leaves_each_time_is_left(relay: Script) -> None:
    for message in at("charge.example", 10):
        relay.at_rcpt[message.recipient].append("421 4.3.2 Too busy")
    at("yopmail.example", 3)
    deliver_messages()
    assert states("yopmail.example") == {MessageState.SENT}
    assert MailHold.objects.get().domain == "charge.example"
    assert OutgoingMessage.objects.filter(state=MessageState.DEFERRED).count() == 3


class TestByStaff:
    def test_held_until_they_say_otherwise(self, relay: Script) -> None:
        at("orange.example", 2)
        at("yopmail.example", 2)
        hold = suspend_domain(actor=SYSTEM, domain=" Orange.example", reason="essai")
        hold_passes()
        assert deliver_messages().sent == 2
        assert states("orange.example") == {MessageState.QUEUED}
        assert resume_domain(actor=SYSTEM, hold_id=hold.pk)
        assert not resume_domain(actor=SYSTEM, hold_id=hold.pk)
        assert deliver_messages().sent == 2
        verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))
        assert verbs == ["mail-suspended", "mail-resumed"]

    def test_a_success_elsewhere_does_not_end_it(self, relay: Script) -> None:
        suspend_domain(actor=SYSTEM, reason="essai")
        at("yopmail.example", 2)
        assert deliver_messages().sent == 0
        hold_mail(reason="the relay is down")
        hold = MailHold.objects.get()
        assert hold.until is None
        assert timedelta(0) not in DELAYS
