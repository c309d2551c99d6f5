import pytest

from escale.mailing.actions.cancel_messages import cancel_messages
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import Script
from escale.mailing.transport import Answer, Verdict

pytestmark = pytest.mark.django_db


def test_queued_and_deferred_messages_never_leave(relay: Script) -> None:
    queued = OutgoingMessageFactory.create(about="letter:1")
    relay.at_rcpt[queued.recipient].append("451 4.7.1 later")
    deliver_messages()
    OutgoingMessageFactory.create(about="letter:1")
    other = OutgoingMessageFactory.create(about="letter:2")
    assert cancel_messages(about="letter:1") == 2
    let_time_pass(hours=1)
    deliver_messages()
    assert relay.recipients == [other.recipient]


def test_message_in_a_workers_hands_is_stopped() -> None:
    OutgoingMessageFactory.create(about="letter:1")
    (claimed,) = claim_messages(count=1)
    assert cancel_messages(about="letter:1") == 1
    assert settle_message(message=claimed, answer=Answer(Verdict.POSTPONED, 451)) is None
    assert OutgoingMessage.objects.get().state == MessageState.CANCELLED


def test_settled_messages_stay_what_they_are(mailoutbox: list[object]) -> None:
    OutgoingMessageFactory.create(about="letter:1")
    deliver_messages()
    assert cancel_messages(about="letter:1") == 0
    assert OutgoingMessage.objects.get().state == MessageState.SENT
