from django.db import transaction

from escale.activation.emails import send_activated
from escale.activation.models import Beneficiary
from escale.activation.queries import lock_beneficiary, waiting_dotations
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.models import Dotation


@transaction.atomic
def activate_holdings(*, beneficiary: Beneficiary) -> list[Dotation]:
    """« activé », each dotation of a configured account that waited for it (R46); told once."""
    # Held: of two at once, the second finds nothing left to do.
    lock_beneficiary(beneficiary.pk)
    waiting = sorted(waiting_dotations(beneficiary), key=lambda dotation: dotation.pk)
    activated = [
        activate_dotation(actor=beneficiary.actor, dotation_id=dotation.pk) for dotation in waiting
    ]
    if activated:
        send_activated(beneficiary, activated)
    return activated
