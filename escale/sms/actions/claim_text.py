from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from escale.sms.models import OutgoingText
from escale.sms.states import TextState


def claim_text() -> OutgoingText | None:
    """The oldest text that waits, now the caller's alone to send; committed before it is sent.

    One at a time: a worker that dies takes no other text with it, and one that still waits can be
    cancelled until the moment it leaves.
    """
    with transaction.atomic(durable=True):
        waiting = OutgoingText.objects.due().order_by("pk")
        text = waiting.select_for_update(skip_locked=True, no_key=True).first()
        if text is None:
            return None
        OutgoingText.objects.filter(pk=text.pk).update(
            state=TextState.SENDING,
            lease_until=Now() + timedelta(seconds=settings.SMS_LEASE_SECONDS),
        )
    text.refresh_from_db(fields=["state", "lease_until"])
    return text
