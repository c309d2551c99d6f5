"""What becomes of the message that came back (F17, B2-B3 of reliability)."""

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.actions.record_delivery_event import record_delivery_event
from escale.bounces.actions.settle_waiting_bounces import settle_waiting_bounces
from escale.bounces.events import DeliveryEvent
from escale.bounces.matching import Match
from escale.bounces.models import ReceivedBounce
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient, BounceKind
from escale.bounces.states import BounceState, Why
from escale.bounces.tests.made import (
    ADDRESS,
    kept,
    letter,
    mark_sent,
    outcome,
    report,
    sent_message,
)
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.signals import message_failed
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db
APPLIED = (BounceState.APPLIED, "")


def came_back(message: OutgoingMessage, content: bytes) -> ReceivedBounce:
    return kept(content, return_address(message))


def state_of(message: OutgoingMessage) -> str:
    message.refresh_from_db()
    return message.state


def test_a_final_failure_fails_the_message() -> None:
    message = sent_message()
    bounce = came_back(message, report())
    assert outcome(bounce) == APPLIED
    assert state_of(message) == MessageState.FAILED
    assert message.cause == Cause.UNKNOWN_ADDRESS
    assert "User unknown" in message.diagnostic
    assert bounce.message == message
    assert bounce.settled_at is not None


def test_the_token_decides_whatever_address_is_named() -> None:
    message, other = sent_message(), sent_message()
    assert outcome(came_back(message, report("somebody@else.example"))) == APPLIED
    assert state_of(other) == MessageState.SENT


@pytest.mark.parametrize("way", [str.upper, lambda address: f"<{address}>"])
def test_return_addresses_come_back_in_other_forms(way: object) -> None:
    assert callable(way)
    message = sent_message()
    record_bounce(content=report(), returned_to=way(return_address(message)))
    assert state_of(message) == MessageState.FAILED


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (report(action="delayed", status="4.4.1"), Why.DELAYED),
        (letter("Je suis absent", from_="a@b.example", subject="Absence"), Why.AUTO_REPLY),
        (report().replace(b"delivery-status", b"feedback-report"), Why.COMPLAINT),
        (report().replace(b"delivery-status", b"disposition-notification"), Why.RECEIPT),
        (letter("Merci !", from_="a@b.example", subject="Re: Votre dotation"), Why.NO_FAILURE),
        (b"", Why.NO_FAILURE),
    ],
)
def test_what_is_no_failure_is_kept_and_changes_nothing(content: bytes, why: Why) -> None:
    message = sent_message()
    bounce = came_back(message, content)
    assert outcome(bounce) == (BounceState.IGNORED, why)
    assert state_of(message) == MessageState.SENT


def test_the_same_bounce_three_times_is_one() -> None:
    message = sent_message()
    told: list[str] = []

    def listen(message: OutgoingMessage, **_kwargs: object) -> None:
        told.append(message.state)

    message_failed.connect(listen)
    try:
        bounces = {came_back(message, report()).pk for _time in range(3)}
        again = came_back(message, b"X-Again: 1\n" + report())
    finally:
        message_failed.disconnect(listen)
    assert len(bounces) == 1
    assert told == [MessageState.FAILED]
    assert outcome(again) == (BounceState.IGNORED, Why.ALREADY_FAILED)


def test_a_forged_token_is_quarantined() -> None:
    message = sent_message()
    address = return_address(message)
    forged = address[:10] + ("a" if address[10] != "a" else "b") + address[11:]
    bounce = kept(report(message_id=message.message_id), forged)
    assert outcome(bounce) == (BounceState.QUARANTINED, Why.FORGED)
    assert bounce.message is None
    assert state_of(message) == MessageState.SENT


def test_without_a_token_our_message_id_decides() -> None:
    message = sent_message()
    content = report(message_id=message.message_id)
    assert outcome(kept(content, "")) == APPLIED


def test_a_forged_message_id_is_quarantined() -> None:
    message = sent_message()
    forged = message.message_id.replace("@", "a@")
    bounce = kept(report(message_id=forged), "")
    assert outcome(bounce) == (BounceState.QUARANTINED, Why.FORGED)


@pytest.mark.parametrize("returned_to", ["", "postmaster@retour.escale.example", "a@b.example"])
def test_what_names_no_message_of_ours_is_kept_for_a_person(returned_to: str) -> None:
    bounce = kept(report(), returned_to)
    assert outcome(bounce) == (BounceState.UNMATCHED, Why.UNKNOWN_MESSAGE)
    assert bytes(bounce.content or b"") == report()


def test_a_message_that_is_no_more_leaves_its_bounce_unmatched() -> None:
    message = sent_message()
    address = return_address(message)
    message.delete()
    bounce = kept(report(), address)
    assert outcome(bounce) == (BounceState.UNMATCHED, Why.UNKNOWN_MESSAGE)


def test_a_cancelled_message_stays_so() -> None:
    message = sent_message()
    OutgoingMessage.objects.update(state=MessageState.CANCELLED)
    assert outcome(came_back(message, report())) == (BounceState.IGNORED, Why.CANCELLED)
    assert state_of(message) == MessageState.CANCELLED


def test_an_early_bounce_waits_for_its_message() -> None:
    message = OutgoingMessageFactory.create(recipient=ADDRESS)
    bounce = came_back(message, report())
    assert outcome(bounce) == (BounceState.WAITING, Why.NOT_SENT)
    assert settle_waiting_bounces() == 0
    mark_sent(message)
    assert settle_waiting_bounces() == 1
    assert outcome(bounce) == APPLIED
    assert state_of(message) == MessageState.FAILED


def test_a_refusal_that_aims_at_us_is_held_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    messages = [sent_message() for _number in range(3)]
    content = report(status="5.7.1", diagnostic="554 192.0.2.1 blocked using spamhaus")
    for message in messages:
        assert outcome(came_back(message, content)) == (BounceState.HELD, Why.AGAINST_US)
        assert state_of(message) == MessageState.SENT
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert ADDRESS not in caplog.text


def test_a_listener_that_fails_does_not_bring_the_message_back() -> None:
    def fail(message: OutgoingMessage, **_kwargs: object) -> None:
        raise ValueError

    message = sent_message()
    message_failed.connect(fail)
    try:
        came_back(message, report())
    finally:
        message_failed.disconnect(fail)
    assert state_of(message) == MessageState.FAILED


def test_a_database_that_fails_records_nothing() -> None:
    def fail(message: OutgoingMessage, **_kwargs: object) -> None:
        raise DatabaseError

    message = sent_message()
    message_failed.connect(fail)
    try:
        with pytest.raises(DatabaseError):
            came_back(message, report())
    finally:
        message_failed.disconnect(fail)
    assert not ReceivedBounce.objects.exists()
    assert state_of(message) == MessageState.SENT


def test_what_a_stranger_writes_can_be_stored() -> None:
    text = "<a@b.example>: 550 no such user \0\ud800 " + "x" * 900
    content = letter("placeholder", from_="mailer-daemon@b.example", subject="failure notice")
    written = text.encode("utf-8", "surrogatepass")
    bounce = kept(content.replace(b"placeholder", written), "")
    assert bounce.state == BounceState.UNMATCHED


def test_a_webhook_tells_the_same_action() -> None:
    message = sent_message()
    said = BouncedRecipient(ADDRESS, BounceClass.FAILED, "5.1.1", Cause.UNKNOWN_ADDRESS, "550")
    event = DeliveryEvent(b"provider:17", Match(message.pk), BounceKind.REPORT, said)
    first = record_delivery_event(event=event)
    assert first is not None
    assert outcome(first) == APPLIED
    assert first.content is None
    assert record_delivery_event(event=event) == first


def test_the_breaker_holds_the_failures_that_say_the_same(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BOUNCE_BREAKER_LEAST = 3
    messages = [sent_message() for _number in range(6)]
    for number, message in enumerate(messages):
        diagnostic = f"550 session-{number} of 192.0.2.{number}: <{{address}}> service unavailable"
        bounce = came_back(message, report(status="5.0.0", diagnostic=diagnostic))
        expected = APPLIED if number < 3 else (BounceState.HELD, Why.SAME_TEXT)
        assert outcome(bounce) == expected
    assert len(caplog.records) == 1
    other = came_back(sent_message(), report())
    assert outcome(other) == APPLIED


def test_the_breaker_bears_a_small_share(settings: Settings) -> None:
    settings.BOUNCE_BREAKER_LEAST = 2
    messages = [sent_message() for _number in range(60)]
    for message in messages[:4]:
        assert outcome(came_back(message, report())) == APPLIED
    assert outcome(came_back(messages[4], report())) == (BounceState.HELD, Why.SAME_TEXT)


def delivered(message: OutgoingMessage, **told: str) -> ReceivedBounce | None:
    content = report(action="delivered", status="2.0.0", diagnostic="250 2.0.0 OK", **told)
    return record_bounce(content=content, returned_to=return_address(message))


def test_a_report_of_delivery_is_noted_on_its_message_alone() -> None:
    message = sent_message()
    assert delivered(message) is None
    assert state_of(message) == MessageState.DELIVERED
    assert delivered(message) is None
    assert not ReceivedBounce.objects.exists()
    came_back(message, report())
    assert state_of(message) == MessageState.FAILED
    assert delivered(message) is None
    assert state_of(message) == MessageState.FAILED


@pytest.mark.parametrize("action", ["relayed", "expanded"])
def test_what_is_on_its_way_is_not_delivered(action: str) -> None:
    message = sent_message()
    content = report(action=action, status="2.0.0", diagnostic="250 2.0.0 OK")
    assert record_bounce(content=content, returned_to=return_address(message)) is None
    assert state_of(message) == MessageState.SENT
    assert not ReceivedBounce.objects.exists()


def test_a_delivery_told_before_the_sending_is_written_waits_for_it() -> None:
    message = OutgoingMessageFactory.create(recipient=ADDRESS)
    bounce = delivered(message)
    assert bounce is not None
    assert bounce.state == BounceState.WAITING
    assert settle_waiting_bounces() == 0
    mark_sent(message)
    assert settle_waiting_bounces() == 1
    assert state_of(message) == MessageState.DELIVERED
    assert not ReceivedBounce.objects.exists()


def test_a_forged_delivery_notes_nothing() -> None:
    message = sent_message()
    content = report(action="delivered", status="2.0.0", message_id=message.message_id)
    forged = return_address(message).replace("@", "x@")
    assert record_bounce(content=content, returned_to=forged) is None
    assert state_of(message) == MessageState.SENT
