from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation_awaiting
from escale.dotations.states import DotationEvent, next_status
from escale.dotations.texts import send_announcement
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.queries import issuer_settings


@transaction.atomic
def mark_email_accepted(*, message: OutgoingMessage) -> Dotation | None:
    """The relay took the newest mail: « En attente d’activation » (R28, R31).

    With the first one, an SMS may announce it: a term of the issuer's.

    None when nothing changes: the mail was superseded, or the dotation is already closed.
    """
    dotation = lock_dotation_awaiting(message)
    if dotation is None:
        return None
    status = next_status(dotation.status, DotationEvent.EMAIL_ACCEPTED)
    if status is None:
        return None
    is_first = dotation.invited_at is None
    dotation.status = status
    dotation.invited_at = dotation.invited_at or clock.now()
    dotation.save(update_fields=["status", "invited_at"])
    if is_first and issuer_settings().announces_by_text:
        send_announcement(dotation)
    return dotation
