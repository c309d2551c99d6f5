import pytest
from django.db import IntegrityError

from escale.mailing.models import OutgoingMessage
from escale.mailing.states import SETTLED, TRANSITIONS, WAITING, MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory


def test_a_settled_message_never_leaves_again() -> None:
    assert {state for state, after in TRANSITIONS.items() if after <= SETTLED} == SETTLED
    assert TRANSITIONS.keys() == set(MessageState)
    assert not WAITING & SETTLED


@pytest.mark.django_db
@pytest.mark.parametrize("state", set(MessageState) - {MessageState.QUEUED, MessageState.DEFERRED})
def test_state_without_its_fields_is_refused(state: MessageState) -> None:
    OutgoingMessageFactory.create()
    with pytest.raises(IntegrityError):
        OutgoingMessage.objects.update(state=state)


@pytest.mark.django_db
def test_unknown_state_is_refused() -> None:
    with pytest.raises(IntegrityError):
        OutgoingMessageFactory.create(state="lost")
