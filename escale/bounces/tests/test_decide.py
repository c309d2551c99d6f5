"""What a person decides of those that wait for one; what is erased with time."""

from datetime import timedelta

import pytest
from django.db.models import F
from pytest_django import Settings

from escale.bounces.actions.attach_bounce import attach_bounce
from escale.bounces.actions.discard_bounce import discard_bounce
from escale.bounces.actions.forget_contents import forget_contents
from escale.bounces.actions.release_bounce import release_bounce
from escale.bounces.errors import AlreadyDecided, NoSuchMessage
from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import bounces_to_look_at_count
from escale.bounces.states import TRANSITIONS, BounceState, Why
from escale.bounces.tests.made import kept, outcome, report, sent_message
from escale.journal.actor import Actor, Door
from escale.journal.models import JournalEntry
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState

pytestmark = pytest.mark.django_db
STAFF = Actor("staff", Door.OPERATOR)
AGAINST_US = report(status="5.7.1", diagnostic="554 blocked using spamhaus")


def held() -> ReceivedBounce:
    return kept(AGAINST_US, return_address(sent_message()))


def unmatched(content: bytes = report()) -> ReceivedBounce:
    return kept(content, "")


def let_days_pass(days: int) -> None:
    ReceivedBounce.objects.update(received_at=F("received_at") - timedelta(days=days))


def test_released_fails_its_message_after_all() -> None:
    bounce = release_bounce(actor=STAFF, bounce_id=held().pk)
    assert outcome(bounce) == (BounceState.APPLIED, "")
    message = OutgoingMessage.objects.get()
    # « Envoi momentanément suspendu » would tell the manager to wait.
    assert (message.state, message.cause) == (MessageState.FAILED, Cause.REFUSED)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.about, entry.message_id) == (
        "bounce-released",
        bounce.about,
        message.pk,
    )


def test_attached_does_what_it_asks_for() -> None:
    message = sent_message()
    bounce = attach_bounce(actor=STAFF, bounce_id=unmatched().pk, message_id=message.pk)
    assert outcome(bounce) == (BounceState.APPLIED, "")
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert list(ReceivedBounce.objects.filter(message=message)) == [bounce]
    assert JournalEntry.objects.get().changes == {"state": ["unmatched", "applied"]}


def test_attached_delay_fails_nobody() -> None:
    message = sent_message()
    late = unmatched(report(action="delayed", status="4.4.1"))
    bounce = attach_bounce(actor=STAFF, bounce_id=late.pk, message_id=message.pk)
    assert outcome(bounce) == (BounceState.IGNORED, Why.DELAYED)


def test_discarded_stays_with_its_reason() -> None:
    bounce = unmatched()
    assert bounces_to_look_at_count() == 1
    discard_bounce(actor=STAFF, bounce_id=bounce.pk)
    assert outcome(bounce) == (BounceState.DISCARDED, Why.UNKNOWN_MESSAGE)
    assert bounces_to_look_at_count() == 0
    assert JournalEntry.objects.get().verb == "bounce-discarded"


@pytest.mark.parametrize("state", [state for state, after in TRANSITIONS.items() if not after])
def test_what_is_decided_is_decided_once(state: BounceState) -> None:
    bounce = held()
    why = "" if state == BounceState.APPLIED else Why.NO_FAILURE
    ReceivedBounce.objects.update(state=state, why=why)
    for action in (release_bounce, discard_bounce):
        with pytest.raises(AlreadyDecided):
            action(actor=STAFF, bounce_id=bounce.pk)
    with pytest.raises(AlreadyDecided):
        attach_bounce(actor=STAFF, bounce_id=bounce.pk, message_id=bounce.message_id or 0)
    assert not JournalEntry.objects.exists()


def test_a_message_is_needed() -> None:
    bounce = unmatched()
    with pytest.raises(NoSuchMessage):
        attach_bounce(actor=STAFF, bounce_id=bounce.pk, message_id=404)
    with pytest.raises(NoSuchMessage):
        release_bounce(actor=STAFF, bounce_id=bounce.pk)


def test_contents_are_forgotten(settings: Settings) -> None:
    settings.BOUNCE_CONTENT_DAYS = 30
    applied = kept(report(), return_address(sent_message()))
    waiting = unmatched()
    let_days_pass(29)
    assert forget_contents() == 0
    let_days_pass(2)
    assert forget_contents() == 1
    applied.refresh_from_db()
    waiting.refresh_from_db()
    assert (applied.content, applied.address, applied.state) == (None, "", BounceState.APPLIED)
    assert waiting.content is not None
    let_days_pass(30)
    assert forget_contents() == 1
    assert forget_contents() == 0
