from email.utils import parseaddr

from escale.bounces.actions.record_delivery_event import record_delivery_event
from escale.bounces.events import DeliveryEvent, said_of
from escale.bounces.matching import match_bounce
from escale.bounces.models import ReceivedBounce
from escale.bounces.parsing.mime import MOST_BYTES
from escale.bounces.parsing.parse import parse
from escale.bounces.queries import sent_to


def record_bounce(*, content: bytes, returned_to: str) -> ReceivedBounce | None:
    """Keep a message that came back to this address, and do what it asks for; once, if told twice.

    None where nothing is kept of it: a delivery (record_delivery_event).
    The signed return address decides which message it is about, whatever the text says (F17, G8).
    """
    content = content[:MOST_BYTES]
    returned_to = parseaddr(returned_to)[1]
    parsed = parse(content)
    match = match_bounce(returned_to, parsed)

    return record_delivery_event(
        event=DeliveryEvent(
            identity=returned_to.lower().encode() + b"\0" + content,
            match=match,
            kind=parsed.kind,
            said=said_of(parsed, sent_to(match.message_id)),
            returned_to=returned_to,
            content=content,
        )
    )
