from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState


def note_delivered(*, message_id: int) -> bool:
    """The recipient's server has it. False where it is no message that has left, or is known.

    Its dates stay: they say when it left.
    """
    sent = OutgoingMessage.objects.filter(pk=message_id, state=MessageState.SENT)
    return bool(sent.update(state=MessageState.DELIVERED))
