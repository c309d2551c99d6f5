from django.db import IntegrityError, transaction

from escale.bounces.actions.apply_bounce import apply_bounce
from escale.bounces.events import DeliveryEvent
from escale.bounces.models import ReceivedBounce
from escale.bounces.parsing.verdicts import BounceClass, BounceKind
from escale.bounces.same_text import text_key
from escale.bounces.states import BounceState, Why
from escale.mailing.actions.note_delivered import note_delivered
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import SETTLED


def record_delivery_event(*, event: DeliveryEvent) -> ReceivedBounce | None:
    """What a bounce, or a provider's webhook, tells of one message; the same event twice is one.

    None where nothing is kept: a delivery is noted on its message, which says it all.
    """
    if _is_on_its_way(event):
        return None
    if event.said.bounce_class == BounceClass.DELIVERED and not _is_too_early(event):
        if not event.match.is_forged:
            note_delivered(message_id=event.match.message_id or 0)
        return None
    known = ReceivedBounce.objects.filter(digest=event.digest).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            bounce = _store(event)
            if bounce.message is not None and bounce.state != BounceState.WAITING:
                apply_bounce(bounce=bounce)
            return bounce
    except IntegrityError:
        # Told by two doors at once; anything else is raised again.
        return ReceivedBounce.objects.get(digest=event.digest)


def _is_on_its_way(event: DeliveryEvent) -> bool:
    """A report, asked for with each mail, that says no more than « relayed »."""
    is_report = event.kind == BounceKind.REPORT and event.said.bounce_class == BounceClass.NONE
    is_genuine = event.match.message_id is not None and not event.match.is_forged
    return is_report and is_genuine and event.said.status.startswith("2")


def _is_too_early(event: DeliveryEvent) -> bool:
    """Told before its message is written down as sent: kept until then."""
    genuine = OutgoingMessage.objects.filter(pk=event.match.message_id or 0)
    return not event.match.is_forged and genuine.exclude(state__in=sorted(SETTLED)).exists()


def _store(event: DeliveryEvent) -> ReceivedBounce:
    message = OutgoingMessage.objects.filter(pk=event.match.message_id or 0).first()
    state, why = _first_state(event)
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
        state=state,
        why=why,
    )


def _first_state(event: DeliveryEvent) -> tuple[BounceState, Why]:
    if event.said.bounce_class == BounceClass.DELIVERED:
        return BounceState.WAITING, Why.NOT_SENT
    if event.match.is_forged:
        return BounceState.QUARANTINED, Why.FORGED
    return BounceState.UNMATCHED, Why.UNKNOWN_MESSAGE


def _text(value: str, length: int) -> str:
    """What PostgreSQL can store of what a stranger wrote."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()[:length]
