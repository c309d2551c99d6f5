from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState


def claim_messages(*, count: int) -> list[OutgoingMessage]:
    """Leases the longest due messages to the caller, who alone may send them for a while.

    Committed before anything is sent; workers that claim at the same time get other messages.
    """
    with transaction.atomic(durable=True):
        due = (
            OutgoingMessage.objects.due()
            .order_by("next_attempt_at", "pk")
            .select_for_update(skip_locked=True, no_key=True)
        )
        claimed = list(due.values_list("pk", flat=True)[:count])
        OutgoingMessage.objects.filter(pk__in=claimed).update(
            state=MessageState.SENDING,
            attempts=F("attempts") + 1,
            next_attempt_at=None,
            lease_token=uuid4(),
            lease_until=Now() + timedelta(seconds=settings.MAIL_LEASE_SECONDS),
        )
    return list(OutgoingMessage.objects.filter(pk__in=claimed).order_by("pk"))
