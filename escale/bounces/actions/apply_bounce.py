from django.db import transaction
from django.db.models.functions import Now

from escale.bounces.models import ReceivedBounce
from escale.bounces.same_text import alert_staff, is_suspicious
from escale.bounces.states import BounceState, Decision, Why, decide
from escale.mailing.actions.fail_sent_message import fail_sent_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage


@transaction.atomic
def apply_bounce(*, bounce: ReceivedBounce, by_a_person: bool = False) -> ReceivedBounce:
    """Do what it asks for to its message, or keep why not. The caller holds the row.

    What a person decides is applied whatever the refusal aims at, and however many say the same.
    """
    decision = _decision(bounce, by_a_person=by_a_person)
    if decision.state == BounceState.APPLIED and not _fail(bounce):
        # Settled by somebody else since it was read.
        decision = Decision(BounceState.IGNORED, Why.ALREADY_FAILED)
    if decision.state == BounceState.HELD:
        alert_staff(bounce.text_key, decision.why or "")
    bounce.state = decision.state
    bounce.why = decision.why or ""
    is_open = bounce.is_to_look_at or bounce.state == BounceState.WAITING
    ReceivedBounce.objects.filter(pk=bounce.pk).update(
        state=bounce.state,
        why=bounce.why,
        message=bounce.message,
        settled_at=None if is_open else Now(),
    )
    return bounce


def _decision(bounce: ReceivedBounce, *, by_a_person: bool) -> Decision:
    assert bounce.message is not None  # noqa: S101  # whoever calls saw to it
    message = OutgoingMessage.objects.get(pk=bounce.message.pk)
    decision = decide(
        kind=bounce.kind,
        bounce_class=bounce.bounce_class,
        cause=bounce.cause,
        message_state=message.state,
        by_a_person=by_a_person,
    )
    is_automatic = decision.state == BounceState.APPLIED and not by_a_person
    if is_automatic and is_suspicious(bounce.text_key):
        return Decision(BounceState.HELD, Why.SAME_TEXT)
    return decision


def _fail(bounce: ReceivedBounce) -> bool:
    assert bounce.message_id is not None  # noqa: S101  # so here
    cause = Cause(bounce.cause)
    return fail_sent_message(
        message_id=bounce.message_id,
        # A person said that it does concern the recipient.
        cause=Cause.REFUSED if cause == Cause.OURS else cause,
        diagnostic=bounce.diagnostic,
    )
