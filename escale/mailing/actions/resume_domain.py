from django.db import transaction

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.deferred import DELIVER_MAIL
from escale.mailing.models import MailHold


@transaction.atomic
def resume_domain(*, actor: Actor, hold_id: int) -> bool:
    """What was held may leave at once, whoever held it; False where it does already."""
    hold = MailHold.objects.filter(pk=hold_id).first()
    if hold is None:
        return False
    hold.delete()
    record(actor=actor, verb="mail-resumed", about=f"mail:{hold.domain or 'all'}")
    DELIVER_MAIL.defer()
    return True
