from django.db import transaction

from escale.dotations.errors import AccountRefused
from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.dotations.states import DotationEvent, next_status
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.mailing.actions.cancel_messages import cancel_messages


@transaction.atomic
def attach_account(*, actor: Actor, dotation_id: int) -> Dotation:
    """The beneficiary has an account: the address is locked, no activation mail leaves any more.

    Raises AccountRefused where there is an account already, or where none may be created (R32).
    """
    dotation = lock_dotation(dotation_id)
    status = next_status(dotation.status, DotationEvent.ACCOUNT_CREATED)
    if status is None or dotation.has_account:
        raise AccountRefused
    dotation.status = status
    dotation.account_created_at = clock.now()
    dotation.invited_at = dotation.invited_at or dotation.account_created_at
    cancel_messages(about=dotation.about)
    dotation.save(update_fields=["status", "account_created_at", "invited_at"])
    record(actor=actor, verb="account-created", about=dotation.about, client_id=dotation.client_id)
    return dotation
