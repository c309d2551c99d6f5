from django.db import transaction

from escale.bounces.actions.apply_bounce import apply_bounce
from escale.bounces.errors import NoSuchMessage
from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import lock_bounce_to_look_at
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.models import OutgoingMessage


@transaction.atomic
def attach_bounce(*, actor: Actor, bounce_id: int, message_id: int) -> ReceivedBounce:
    """A person says which message it is about; it then does what it asks for.

    Raises AlreadyDecided, NoSuchMessage.
    """
    bounce = lock_bounce_to_look_at(bounce_id)
    message = OutgoingMessage.objects.filter(pk=message_id).first()
    if message is None:
        raise NoSuchMessage
    before = bounce.state
    bounce.message = message
    apply_bounce(bounce=bounce, by_a_person=True)
    record(
        actor=actor,
        verb="bounce-attached",
        about=bounce.about,
        changes={"state": (before, bounce.state)},
        message_id=message.pk,
    )
    return bounce
