from collections.abc import Sequence

from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotations_awaiting
from escale.dotations.states import DotationEvent, next_status
from escale.dotations.texts import send_announcement
from escale.journal.actions.claim_changes import claim_changes
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.queries import issuer_settings


@transaction.atomic
def mark_emails_accepted(*, messages: Sequence[OutgoingMessage]) -> list[Dotation]:
    """The relay took them: « En attente d’activation » (R28, R31). Those that it changes.

    With the first mail of one, an SMS may announce it: a term of the issuer's. Nothing changes for
    a superseded mail, nor for a dotation that is closed already.
    """
    changed, invited = [], []
    for dotation in lock_dotations_awaiting(messages):
        status = next_status(dotation.status, DotationEvent.EMAIL_ACCEPTED)
        if status is None or (status == dotation.status and dotation.invited_at):
            continue
        if dotation.invited_at is None:
            invited.append(dotation)
        dotation.status = status
        dotation.invited_at = dotation.invited_at or clock.now()
        changed.append(dotation)
    if changed:
        # The messages themselves tell it, one by one.
        claim_changes()
    Dotation.objects.bulk_update(changed, ["status", "invited_at"])
    if invited and issuer_settings().announces_by_text:
        for dotation in invited:
            send_announcement(dotation)
    return changed
