from collections.abc import Mapping

from escale.mailing.actions.queue_messages import JSON, NewMessage, queue_messages
from escale.mailing.links import Key
from escale.mailing.models import OutgoingMessage


def queue_message(
    *,
    template: str,
    recipient: str,
    context: Mapping[str, JSON],
    links: Mapping[str, Key],
    about: str,
    client_id: int | None = None,
) -> OutgoingMessage:
    """Writes the message and its delivery job in the caller's transaction: both or neither.

    `template` is a folder such as "dotations/emails/activation", `client_id` who may look at it.
    """
    (message,) = queue_messages(
        messages=[NewMessage(template, recipient, context, links, about, client_id)],
    )
    return message
