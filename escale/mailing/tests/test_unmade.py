"""A message that cannot be made: by the address, it fails at once; by us, it waits, then fails."""

import logging

import pytest

from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.queries import unmade_messages
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import Script

pytestmark = pytest.mark.django_db(transaction=True)


def only() -> OutgoingMessage:
    return OutgoingMessage.objects.get()


@pytest.mark.parametrize(
    "recipient", ["hélène@yopmail.example", "lou@société.example", "a\u2011b@yopmail.example", ""]
)
def test_an_address_that_no_envelope_carries_fails_at_once(relay: Script, recipient: str) -> None:
    OutgoingMessageFactory.create(recipient=recipient)
    assert deliver_messages().failed == 1
    assert (only().state, only().cause) == (MessageState.FAILED, Cause.UNWRITABLE)
    assert relay.received == []


def test_one_of_ours_waits_then_staff_hear_then_it_fails(
    relay: Script, caplog: pytest.LogCaptureFixture
) -> None:
    OutgoingMessageFactory.create(template="no/such/template")
    for tries in range(1, 5):
        caplog.clear()
        assert deliver_messages().deferred == 1
        assert only().cause == Cause.OURS
        is_told = tries >= 3
        assert unmade_messages().exists() is is_told
        levels = {line.levelno for line in caplog.records if "could not be made" in line.message}
        assert levels == {logging.ERROR if is_told else logging.WARNING}
        let_time_pass(hours=6)
    let_time_pass(hours=72)
    assert deliver_messages().failed == 1
    assert (only().state, only().cause) == (MessageState.FAILED, Cause.OURS)
    assert not unmade_messages().exists()
    assert deliver_messages().failed == 0
