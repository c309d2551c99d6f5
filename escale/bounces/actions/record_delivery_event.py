from django.db import IntegrityError, transaction

from escale.bounces.actions.apply_bounce import apply_bounce
from escale.bounces.events import DeliveryEvent
from escale.bounces.models import ReceivedBounce
from escale.bounces.same_text import text_key
from escale.bounces.states import BounceState, Why
from escale.mailing.models import OutgoingMessage


def record_delivery_event(*, event: DeliveryEvent) -> ReceivedBounce:
    """What a bounce, or a provider's webhook, tells of one message; the same event twice is one."""
    known = ReceivedBounce.objects.filter(digest=event.digest).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            bounce = _store(event)
            if bounce.message is not None:
                apply_bounce(bounce=bounce)
            return bounce
    except IntegrityError:
        # Told by two doors at once; anything else is raised again.
        return ReceivedBounce.objects.get(digest=event.digest)


def _store(event: DeliveryEvent) -> ReceivedBounce:
    message = OutgoingMessage.objects.filter(pk=event.match.message_id or 0).first()
    is_forged = event.match.is_forged
    return ReceivedBounce.objects.create(
        digest=event.digest,
        returned_to=_text(event.returned_to, 320),
        content=event.content or None,
        size=len(event.content),
        kind=event.kind,
        bounce_class=event.said.bounce_class,
        address=_text(event.said.address, 320),
        enhanced_status=_text(event.said.status, 12),
        cause=event.said.reason or "",
        diagnostic=_text(event.said.diagnostic, 500),
        text_key=text_key(event.said.status, event.said.diagnostic),
        message=message,
        state=BounceState.QUARANTINED if is_forged else BounceState.UNMATCHED,
        why=Why.FORGED if is_forged else Why.UNKNOWN_MESSAGE,
    )


def _text(value: str, length: int) -> str:
    """What PostgreSQL can store of what a stranger wrote."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()[:length]
