from datetime import timedelta

import pytest
from django.db import OperationalError
from pytest_django import Settings

from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_settled
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.transport import Answer, Verdict

pytestmark = pytest.mark.django_db
LATER = Answer(Verdict.POSTPONED, 451, "4.7.1 greylisted")
REFUSED = Answer(Verdict.REFUSED, 550, "5.1.1 unknown")
ACCEPTED = Answer(Verdict.ACCEPTED, 250)


def claimed() -> OutgoingMessage:
    OutgoingMessageFactory.create()
    return claim_messages(count=1)[0]


def test_delays_grow_and_the_last_one_repeats(settings: Settings) -> None:
    settings.MAIL_RETRY_SECONDS = [60, 300, 900]
    message = claimed()
    for expected in (60, 300, 900, 900):
        before = OutgoingMessage.objects.get().lease_until
        assert before is not None
        assert settle_message(message=message, answer=LATER) == MessageState.DEFERRED
        next_attempt_at = OutgoingMessage.objects.get().next_attempt_at
        assert next_attempt_at is not None
        delay = next_attempt_at - (before - timedelta(seconds=60))
        assert expected * 0.9 <= delay.total_seconds() <= expected * 1.1 + 2
        let_time_pass(hours=2)
        (message,) = claim_messages(count=1)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (LATER, Cause.NO_ANSWER),
        (Answer(Verdict.POSTPONED, text="TimeoutError"), Cause.NO_ANSWER),
        (Answer(Verdict.POSTPONED, 452, "4.2.2 over quota"), Cause.MAILBOX_FULL),
    ],
)
def test_patience_ends(settings: Settings, answer: Answer, cause: Cause) -> None:
    settings.MAIL_PATIENCE_HOURS = 72
    message = claimed()
    let_time_pass(hours=71)
    assert settle_message(message=message, answer=answer) == MessageState.DEFERRED
    let_time_pass(hours=2)
    (message,) = claim_messages(count=1)
    assert settle_message(message=message, answer=answer) == MessageState.FAILED
    assert OutgoingMessage.objects.get().cause == cause


@pytest.mark.parametrize(
    ("answer", "told"),
    [(ACCEPTED, MessageState.SENT), (REFUSED, MessageState.FAILED), (LATER, None)],
)
def test_listeners_hear_of_sent_and_failed_only(answer: Answer, told: MessageState | None) -> None:
    heard: list[str] = []

    def listen(message: OutgoingMessage, **_kwargs: object) -> None:
        heard.append(message.state)

    message_settled.connect(listen)
    try:
        settle_message(message=claimed(), answer=answer)
    finally:
        message_settled.disconnect(listen)
    assert heard == ([told] if told else [])


def test_lost_lease_changes_nothing_for_anybody() -> None:
    late = claimed()
    let_time_pass(minutes=2)
    OutgoingMessage.objects.update(
        state=MessageState.QUEUED,
        lease_token=None,
        lease_until=None,
        next_attempt_at="2026-01-01T00:00Z",
    )
    (current,) = claim_messages(count=1)
    written: list[OutgoingMessage] = []

    def listen(message: OutgoingMessage, **_kwargs: object) -> None:
        written.append(OutgoingMessageFactory.create())

    message_settled.connect(listen)
    try:
        assert settle_message(message=late, answer=REFUSED) is None
    finally:
        message_settled.disconnect(listen)
    row = OutgoingMessage.objects.get()
    assert (row.state, row.lease_token) == (MessageState.SENDING, current.lease_token)
    assert len(written) == 1


def test_mistake_of_a_listener_does_not_bring_the_message_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def listen(message: OutgoingMessage, **_kwargs: object) -> None:
        raise KeyError("a mistake")

    message_settled.connect(listen)
    try:
        assert settle_message(message=claimed(), answer=ACCEPTED) == MessageState.SENT
    finally:
        message_settled.disconnect(listen)
    assert OutgoingMessage.objects.get().state == MessageState.SENT
    assert "a listener failed" in caplog.text


def test_broken_database_settles_nothing() -> None:
    """The lease ends and the message is tried again, rather than lost."""

    def listen(message: OutgoingMessage, **_kwargs: object) -> None:
        raise OperationalError("gone")

    message = claimed()
    message_settled.connect(listen)
    try:
        with pytest.raises(OperationalError):
            settle_message(message=message, answer=ACCEPTED)
    finally:
        message_settled.disconnect(listen)
    assert OutgoingMessage.objects.get().state == MessageState.SENDING
