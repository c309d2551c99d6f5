from escale.sms.actions.queue_texts import NewText, queue_texts
from escale.sms.models import OutgoingText


def queue_text(*, text: NewText) -> OutgoingText:
    """Writes the text and its delivery job in the caller's transaction: both or neither."""
    (queued,) = queue_texts(texts=[text])
    return queued
