import logging
from datetime import timedelta
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from escale.mailing.actions.settle_accepted import settle_accepted
from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_failed
from escale.mailing.states import MessageState
from escale.mailing.transport import Answer, Verdict

logger = logging.getLogger(__name__)
JITTER = 0.1
RELEASED: dict[str, Any] = {"lease_until": None, "lease_token": None}


class LeaseLost(Exception):
    pass


def settle_message(*, message: OutgoingMessage, answer: Answer) -> MessageState | None:
    """Writes what the relay answered; the new state, or None when the lease was lost meanwhile."""
    cause = answer.cause or cause_of(answer.code, answer.text)
    match answer.verdict:
        case Verdict.ACCEPTED:
            return MessageState.SENT if settle_accepted(messages=[message]) else None
        case Verdict.REFUSED:
            return _fail(message, answer, cause)
        case Verdict.POSTPONED:
            if _is_out_of_patience(message):
                # A full mailbox is worth telling; any other delay only means that nobody answers.
                final = cause if cause == Cause.MAILBOX_FULL else Cause.NO_ANSWER
                return _fail(message, answer, final)
            return _defer(message, answer, cause)
        case Verdict.HELD:
            return _defer(message, answer, Cause.OURS)
        case Verdict.UNMADE:
            settle = _fail if _is_out_of_patience(message) else _defer
            return settle(message, answer, Cause.OURS)
        case Verdict.UNWRITABLE:
            return _fail(message, answer, Cause.UNWRITABLE)


def _fail(message: OutgoingMessage, answer: Answer, cause: Cause) -> MessageState | None:
    changes: dict[str, Any] = {
        "state": MessageState.FAILED,
        "smtp_code": answer.code,
        "diagnostic": answer.text,
        "cause": cause,
    }
    for name, value in changes.items():
        setattr(message, name, value)
    changes |= RELEASED | {"settled_at": Now()}
    try:
        with transaction.atomic():
            message_failed.send(sender=OutgoingMessage, message=message)
            _write(message, changes)
    except LeaseLost:
        return None
    except DatabaseError:
        raise
    except Exception:
        # A listener's mistake must not bring the message back, to be mailed again and again.
        logger.exception("message %d: a listener failed, its outcome stands", message.pk)
        return (
            MessageState.FAILED
            if OutgoingMessage.objects.held_by([message]).update(**changes)
            else None
        )
    return MessageState.FAILED


def _defer(message: OutgoingMessage, answer: Answer, cause: Cause) -> MessageState | None:
    changes = RELEASED | {
        "state": MessageState.DEFERRED,
        "smtp_code": answer.code,
        "diagnostic": answer.text,
        "cause": cause,
        "next_attempt_at": Now() + _delay_after(message.attempts),
    }
    try:
        _write(message, changes)
    except LeaseLost:
        return None
    return MessageState.DEFERRED


def _write(message: OutgoingMessage, changes: dict[str, Any]) -> None:
    if not OutgoingMessage.objects.held_by([message]).update(**changes):
        raise LeaseLost


def _delay_after(attempts: int) -> timedelta:
    """Longer and longer, the last one again and again; never all at the same second."""
    delays = settings.MAIL_RETRY_SECONDS
    delay = delays[min(attempts, len(delays)) - 1]
    return timedelta(seconds=delay * SystemRandom().uniform(1 - JITTER, 1 + JITTER))


def _is_out_of_patience(message: OutgoingMessage) -> bool:
    patience = timedelta(hours=settings.MAIL_PATIENCE_HOURS)
    return OutgoingMessage.objects.filter(pk=message.pk, created_at__lte=Now() - patience).exists()
