from django.db import transaction
from django.db.models.functions import Now

from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import lock_bounce_to_look_at
from escale.bounces.states import BounceState
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def discard_bounce(*, actor: Actor, bounce_id: int) -> ReceivedBounce:
    """Nothing to do with it; it stays, with why it was there. Raises AlreadyDecided."""
    bounce = lock_bounce_to_look_at(bounce_id)
    before = bounce.state
    bounce.state = BounceState.DISCARDED
    ReceivedBounce.objects.filter(pk=bounce.pk).update(state=bounce.state, settled_at=Now())
    record(
        actor=actor,
        verb="bounce-discarded",
        about=bounce.about,
        changes={"state": (before, bounce.state)},
        message_id=bounce.message_id,
    )
    return bounce
