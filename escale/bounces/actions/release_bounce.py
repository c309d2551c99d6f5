from django.db import transaction

from escale.bounces.actions.apply_bounce import apply_bounce
from escale.bounces.errors import NoSuchMessage
from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import lock_bounce_to_look_at
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def release_bounce(*, actor: Actor, bounce_id: int) -> ReceivedBounce:
    """It does concern its recipient: the message has failed.

    Raises AlreadyDecided, NoSuchMessage.
    """
    bounce = lock_bounce_to_look_at(bounce_id)
    if bounce.message_id is None:
        raise NoSuchMessage
    before = bounce.state
    apply_bounce(bounce=bounce, by_a_person=True)
    record(
        actor=actor,
        verb="bounce-released",
        about=bounce.about,
        changes={"state": (before, bounce.state)},
        message_id=bounce.message_id,
    )
    return bounce
