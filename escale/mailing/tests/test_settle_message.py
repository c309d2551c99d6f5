from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.dispatch import Signal
from pytest_django import Settings

from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.settle_accepted import settle_accepted
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_failed, messages_accepted
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.transport import Answer, Verdict

pytestmark = pytest.mark.django_db
LATER = Answer(Verdict.POSTPONED, 451, "4.7.1 greylisted")
REFUSED = Answer(Verdict.REFUSED, 550, "5.1.1 unknown")
ACCEPTED = Answer(Verdict.ACCEPTED, 250)


@contextmanager
def listening(signal: Signal, listen: Callable[..., None]) -> Iterator[None]:
    signal.connect(listen)
    try:
        yield
    finally:
        signal.disconnect(listen)


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
    [(ACCEPTED, [MessageState.SENT]), (REFUSED, [MessageState.FAILED]), (LATER, [])],
)
def test_listeners_hear_of_sent_and_failed_only(answer: Answer, told: list[MessageState]) -> None:
    heard: list[str] = []

    def hear_accepted(messages: list[OutgoingMessage], **_kwargs: object) -> None:
        heard.extend(message.state for message in messages)

    def hear_failed(message: OutgoingMessage, **_kwargs: object) -> None:
        heard.append(message.state)

    with listening(messages_accepted, hear_accepted), listening(message_failed, hear_failed):
        settle_message(message=claimed(), answer=answer)
    assert heard == told


def test_accepted_together_those_of_a_lost_lease_stay_as_they_are() -> None:
    OutgoingMessageFactory.create_batch(3)
    batch = claim_messages(count=3)
    OutgoingMessage.objects.filter(pk=batch[1].pk).cancel()
    heard: list[list[int]] = []

    def hear(messages: list[OutgoingMessage], **_kwargs: object) -> None:
        heard.append([message.pk for message in messages])

    with listening(messages_accepted, hear):
        assert settle_accepted(messages=batch) == 2
    assert heard[-1] == [batch[0].pk, batch[2].pk]
    states = OutgoingMessage.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [MessageState.SENT, MessageState.CANCELLED, MessageState.SENT]


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

    with listening(message_failed, listen):
        assert settle_message(message=late, answer=REFUSED) is None
    row = OutgoingMessage.objects.get()
    assert (row.state, row.lease_token) == (MessageState.SENDING, current.lease_token)
    assert len(written) == 1


@pytest.mark.parametrize("answer", [ACCEPTED, REFUSED])
def test_mistake_of_a_listener_does_not_bring_the_message_back(
    answer: Answer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def listen(**_kwargs: object) -> None:
        raise KeyError("a mistake")

    state = MessageState.SENT if answer == ACCEPTED else MessageState.FAILED
    with listening(messages_accepted, listen), listening(message_failed, listen):
        assert settle_message(message=claimed(), answer=answer) == state
    assert OutgoingMessage.objects.get().state == state
    assert "a listener failed" in caplog.text


def test_broken_database_settles_nothing() -> None:
    """The lease ends and the message is tried again, rather than lost."""

    def listen(**_kwargs: object) -> None:
        raise OperationalError("gone")

    message = claimed()
    with listening(messages_accepted, listen), pytest.raises(OperationalError):
        settle_message(message=message, answer=ACCEPTED)
    assert OutgoingMessage.objects.get().state == MessageState.SENDING
