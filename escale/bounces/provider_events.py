"""What a mail provider tells of a message, as an event like those that bounces tell."""

import json

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

from escale.bounces.events import DeliveryEvent
from escale.bounces.matching import match_token
from escale.bounces.parsing.reasons import DIAGNOSTIC_LENGTH, one_line, reason_of
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient, BounceKind
from escale.mailing.causes import Cause
from escale.mailing.providers import TOKEN

# Others (queued, opened…) change nothing that we know: they are not kept.
_SAID = {
    EventType.BOUNCED: (BounceKind.REPORT, BounceClass.FAILED),
    EventType.REJECTED: (BounceKind.REPORT, BounceClass.FAILED),
    EventType.FAILED: (BounceKind.REPORT, BounceClass.FAILED),
    EventType.DELIVERED: (BounceKind.REPORT, BounceClass.DELIVERED),
    EventType.DEFERRED: (BounceKind.REPORT, BounceClass.DELAYED),
    EventType.AUTORESPONDED: (BounceKind.AUTO_REPLY, BounceClass.NONE),
    EventType.COMPLAINED: (BounceKind.COMPLAINT, BounceClass.NONE),
}
# Of a provider that did not even try: it has a reason against the address, or one against us.
_REASONS = {
    RejectReason.INVALID: Cause.UNKNOWN_ADDRESS,
    RejectReason.BOUNCED: Cause.UNKNOWN_ADDRESS,
    RejectReason.BLOCKED: Cause.OURS,
    RejectReason.TIMED_OUT: Cause.NO_ANSWER,
    RejectReason.SPAM: Cause.REFUSED,
    RejectReason.UNSUBSCRIBED: Cause.REFUSED,
}


def event_of(told: AnymailTrackingEvent, provider: str) -> DeliveryEvent | None:
    """None when it changes nothing."""
    if told.event_type not in _SAID:
        return None
    kind, bounce_class = _SAID[told.event_type]
    metadata = told.metadata if isinstance(told.metadata, dict) else {}
    raw = json.dumps(told.esp_event, sort_keys=True, default=str)
    return DeliveryEvent(
        # Most have no identifier; one told again is told in the same words.
        identity=f"{provider}\0{raw}".encode("utf-8", "replace"),
        match=match_token(str(metadata.get(TOKEN) or "")),
        kind=kind,
        said=BouncedRecipient(
            address=str(told.recipient or ""),
            bounce_class=bounce_class,
            reason=_reason(told) if bounce_class == BounceClass.FAILED else None,
            diagnostic=one_line(_words(told))[:DIAGNOSTIC_LENGTH],
        ),
    )


def _words(told: AnymailTrackingEvent) -> str:
    """The server's, else the provider's."""
    return str(told.mta_response or told.description or told.reject_reason or "")


def _reason(told: AnymailTrackingEvent) -> Cause:
    if told.event_type == EventType.BOUNCED:
        words = str(told.mta_response or told.description or "")
        return reason_of(words) if words else _REASONS.get(told.reject_reason, Cause.REFUSED)
    if told.event_type == EventType.REJECTED:
        return _REASONS.get(told.reject_reason, Cause.OURS)
    return Cause.OURS
