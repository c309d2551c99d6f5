"""A mail that should have left, and has not: its row is open to its manager (R29)."""

from datetime import datetime, timedelta

from django.db.models import Q

from escale.dotations.states import BEFORE_FIRST_EMAIL, EDITABLE
from escale.kernel import clock
from escale.mailing.causes import Cause
from escale.mailing.states import MessageState

# Due for so long, it is held: its domain, or all mail.
LATE = timedelta(minutes=15)


def is_stuck(state: str | None, next_attempt_at: datetime | None) -> bool:
    """Of a mail by its state: put off, failed, or due and still here."""
    if state == MessageState.QUEUED:
        return next_attempt_at is not None and next_attempt_at < clock.now() - LATE
    return state in (MessageState.DEFERRED, MessageState.FAILED)


def unsent() -> Q:
    """The same in SQL of first e-mails; and of any, those that we could not make."""
    late = Q(
        last_message__state=MessageState.QUEUED,
        last_message__next_attempt_at__lt=clock.now() - LATE,
    )
    stuck = Q(last_message__state__in=[MessageState.DEFERRED, MessageState.FAILED]) | late
    ours = Q(last_message__state=MessageState.FAILED, last_message__cause=Cause.OURS)
    first = Q(status__in=sorted(BEFORE_FIRST_EMAIL)) & stuck
    return first | Q(status__in=sorted(EDITABLE)) & ours
