import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.functions import Coalesce, Now

from escale.sms.gateways.contract import DIAGNOSTIC_LENGTH, Report
from escale.sms.models import OutgoingText
from escale.sms.signals import text_settled
from escale.sms.states import SETTLED, TextState, can_follow

logger = logging.getLogger(__name__)


class ChangedMeanwhile(Exception):
    pass


def settle_text(*, text_id: int, report: Report) -> TextState | None:
    """Writes what became of a text; None when that changes nothing: told twice, or too late."""
    while True:
        text = OutgoingText.objects.filter(pk=text_id).first()
        if text is None:
            return None
        before = TextState(text.state)
        if not can_follow(before, report.state, was_accepted=text.sent_at is not None):
            return None
        try:
            return _settle(text, before, report)
        except ChangedMeanwhile:
            # Somebody else settled it first: what we were told is judged again.
            continue


def _settle(text: OutgoingText, before: TextState, report: Report) -> TextState:
    changes = _changes(text, report)
    for name in ("state", "cause", "diagnostic", "reference", "segments"):
        setattr(text, name, changes[name])
    changes |= {
        "lease_until": None,
        "settled_at": Now() if report.state in SETTLED else None,
    }
    if changes["segments"]:
        changes["sent_at"] = Coalesce("sent_at", Now())
    held = OutgoingText.objects.filter(pk=text.pk, state=before)
    try:
        with transaction.atomic():
            text_settled.send(sender=OutgoingText, text=text)
            if not held.update(**changes):
                raise ChangedMeanwhile
    except (ChangedMeanwhile, DatabaseError):
        raise
    except Exception:
        # A listener's mistake changes nothing of what the operator did.
        logger.exception("text %d: a listener failed, its outcome stands", text.pk)
        if not held.update(**changes):
            raise ChangedMeanwhile from None
    return report.state


def _changes(text: OutgoingText, report: Report) -> dict[str, Any]:
    is_accepted = text.sent_at is not None or report.state != TextState.FAILED
    return {
        "state": report.state,
        "cause": report.cause or "",
        "diagnostic": report.diagnostic[:DIAGNOSTIC_LENGTH],
        "reference": report.reference or text.reference,
        # What was first charged stands. Our texts hold in one segment where nobody says.
        "segments": (text.segments or report.segments or 1) if is_accepted else 0,
    }
