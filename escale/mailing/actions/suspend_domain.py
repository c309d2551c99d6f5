from django.db import transaction

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.models import MailHold


@transaction.atomic
def suspend_domain(*, actor: Actor, domain: str = "", reason: str = "") -> MailHold:
    """Staff hold a domain, or everything, until they say otherwise."""
    hold, _is_new = MailHold.objects.update_or_create(
        domain=domain.strip().lower(),
        defaults={"until": None, "held_by": actor.label, "reason": reason},
    )
    record(actor=actor, verb="mail-suspended", about=f"mail:{hold.domain or 'all'}")
    return hold
