from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotations_awaiting
from escale.dotations.states import DotationEvent, next_status
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage


@transaction.atomic
def mark_email_failed(*, message: OutgoingMessage) -> Dotation | None:
    """The mail failed for good: « Erreur e-mail », if it was the newest one (R30, R31).

    None when nothing changes: a former address, a superseded mail, an account already created, or a
    mail that we could not make, which says nothing of the address.
    """
    if message.cause == Cause.OURS:
        return None
    dotation = next(iter(lock_dotations_awaiting([message])), None)
    if dotation is None or dotation.has_account:
        return None
    status = next_status(dotation.status, DotationEvent.EMAIL_FAILED)
    if status is None:
        return None
    dotation.status = status
    dotation.save(update_fields=["status"])
    record(
        actor=SYSTEM,
        verb="email-failed",
        about=dotation.about,
        client_id=dotation.client_id,
        changes={"cause": ("", message.cause)},
        message_id=message.pk,
    )
    return dotation
