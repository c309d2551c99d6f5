from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from escale.mailing.models import OutgoingMessage


def renew_lease(*, message: OutgoingMessage) -> bool:
    """A fresh lease for a message about to be sent; False when it is no longer the caller's."""
    lease_until = Now() + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    return bool(OutgoingMessage.objects.held_by(message).update(lease_until=lease_until))
