from itertools import product

import pytest
from django.db import IntegrityError

from escale.sms.causes import Cause
from escale.sms.models import OutgoingText
from escale.sms.states import SETTLED, TRANSITIONS, TextState, can_follow
from escale.sms.tests.factories import OutgoingTextFactory


def test_every_state_has_its_line() -> None:
    assert TRANSITIONS.keys() == set(TextState)
    assert not SETTLED & {TextState.QUEUED, TextState.SENDING, TextState.SENT}


def test_nothing_leaves_twice() -> None:
    assert not any(TextState.QUEUED in after for after in TRANSITIONS.values())
    assert [state for state in TextState if TextState.SENDING in TRANSITIONS[state]] == ["queued"]


@pytest.mark.parametrize(("before", "after"), list(product(TextState, TextState)))
def test_can_follow(before: TextState, after: TextState) -> None:
    assert can_follow(before, after, was_accepted=False) == (after in TRANSITIONS[before])
    again = after == TextState.SENT
    assert can_follow(before, after, was_accepted=True) == (
        after in TRANSITIONS[before] and not again
    )


@pytest.mark.django_db
@pytest.mark.parametrize("state", set(TextState) - {TextState.QUEUED})
def test_state_without_its_fields_is_refused(state: TextState) -> None:
    OutgoingTextFactory.create()
    with pytest.raises(IntegrityError):
        OutgoingText.objects.update(state=state)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"phone": "0676028937"},
        {"segments": 1},
        {"sent_at": "2026-01-01T00:00Z"},
        {"cause": Cause.OURS},
    ],
)
def test_what_may_never_be_stored(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        OutgoingTextFactory.create(**fields)


def test_every_cause_says_what_to_do() -> None:
    assert all(str(cause.advice).endswith(".") for cause in Cause)
