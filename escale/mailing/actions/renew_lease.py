from django.db.models.functions import Now

from escale.mailing.actions.claim_messages import LEASE
from escale.mailing.models import OutgoingMessage


def renew_lease(*, message: OutgoingMessage) -> bool:
    """A fresh minute for a message about to be sent; False when it is no longer the caller's."""
    return bool(OutgoingMessage.objects.held_by(message).update(lease_until=Now() + LEASE))
