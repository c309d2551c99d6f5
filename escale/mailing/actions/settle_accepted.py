import logging
from collections.abc import Sequence

from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import messages_accepted
from escale.mailing.states import MessageState

logger = logging.getLogger(__name__)
ACCEPTED_CODE = 250


class LeaseLost(Exception):
    pass


def settle_accepted(*, messages: Sequence[OutgoingMessage]) -> int:
    """Sent: those of one claim whose lease still stands, in one transaction; how many."""
    messages = list(messages)
    while messages:
        try:
            return _settle(messages)
        except LeaseLost:
            held = set(OutgoingMessage.objects.held_by(messages).values_list("pk", flat=True))
            messages = [message for message in messages if message.pk in held]
    return 0


def _settle(messages: Sequence[OutgoingMessage]) -> int:
    for message in messages:
        message.state, message.cause = MessageState.SENT, ""
    try:
        with transaction.atomic():
            messages_accepted.send(sender=OutgoingMessage, messages=messages)
            written = _write(messages)
            if written < len(messages):
                raise LeaseLost
    except (DatabaseError, LeaseLost):
        raise
    except Exception:
        # A listener's mistake must not bring messages back, to be mailed again and again.
        logger.exception("%d messages: a listener failed, they are sent", len(messages))
        return _write(messages)
    return written


def _write(messages: Sequence[OutgoingMessage]) -> int:
    return OutgoingMessage.objects.held_by(messages).update(
        state=MessageState.SENT,
        smtp_code=ACCEPTED_CODE,
        diagnostic="",
        cause="",
        sent_at=Now(),
        settled_at=Now(),
        lease_until=None,
        lease_token=None,
    )
