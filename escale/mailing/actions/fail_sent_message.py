import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import message_failed
from escale.mailing.states import GONE, MessageState

logger = logging.getLogger(__name__)


class ChangedMeanwhile(Exception):
    pass


def fail_sent_message(*, message_id: int, cause: Cause, diagnostic: str) -> bool:
    """The relay had taken it, and it came back: failed. False when it is not a sent one (any more).

    Whoever listens locks its own rows first, as when a message settles (see signals.py).
    """
    message = OutgoingMessage.objects.filter(pk=message_id, state__in=sorted(GONE)).first()
    if message is None:
        return False
    changes: dict[str, Any] = {
        "state": MessageState.FAILED,
        "cause": cause,
        # The relay's 250 is no part of what the recipient's server said.
        "smtp_code": None,
        "diagnostic": diagnostic[: OutgoingMessage._meta.get_field("diagnostic").max_length],
        "settled_at": Now(),
    }
    message.state = MessageState.FAILED
    message.cause, message.diagnostic = changes["cause"], changes["diagnostic"]
    sent = OutgoingMessage.objects.filter(pk=message_id, state__in=sorted(GONE))
    try:
        with transaction.atomic():
            message_failed.send(sender=OutgoingMessage, message=message)
            if not sent.update(**changes):
                raise ChangedMeanwhile
    except ChangedMeanwhile:
        return False
    except DatabaseError:
        raise
    except Exception:
        # A listener's mistake changes nothing of what the recipient's server did.
        logger.exception("message %d: a listener failed, its return stands", message.pk)
        return bool(sent.update(**changes))
    return True
