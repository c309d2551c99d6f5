from escale.mailing.actions.queue_messages import NewMessage, queue_messages
from escale.mailing.models import OutgoingMessage


def queue_message(*, message: NewMessage) -> OutgoingMessage:
    """Writes it and its delivery job in the caller's transaction: both or neither."""
    return queue_messages(messages=[message])[0]
