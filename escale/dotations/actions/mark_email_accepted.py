from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation_awaiting
from escale.dotations.states import DotationEvent, next_status
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage


@transaction.atomic
def mark_email_accepted(*, message: OutgoingMessage) -> Dotation | None:
    """The relay took the newest mail: « En attente d’activation » (R28, R31).

    None when nothing changes: the mail was superseded, or the dotation is already closed.
    """
    dotation = lock_dotation_awaiting(message)
    if dotation is None:
        return None
    status = next_status(dotation.status, DotationEvent.EMAIL_ACCEPTED)
    if status is None:
        return None
    dotation.status = status
    dotation.invited_at = dotation.invited_at or clock.now()
    dotation.save(update_fields=["status", "invited_at"])
    return dotation
