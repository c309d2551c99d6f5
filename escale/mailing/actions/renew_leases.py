from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from escale.mailing.models import OutgoingMessage


def renew_leases(*, messages: Sequence[OutgoingMessage]) -> set[int]:
    """A fresh lease for messages of one claim, about to be sent; those that are still its own."""
    held = OutgoingMessage.objects.held_by(messages)
    held.update(lease_until=Now() + timedelta(seconds=settings.MAIL_LEASE_SECONDS))
    return set(held.values_list("pk", flat=True))
