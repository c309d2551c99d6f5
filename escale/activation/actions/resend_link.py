from django.db import transaction

from escale.activation.limits import is_recent_link
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.brake import Brake
from escale.dotations.errors import DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.journal.actor import Actor, Door


@transaction.atomic
def resend_link(*, dotation_id: int) -> bool:
    """The activation mail again, because its beneficiary asked; True when it leaves."""
    dotation = lock_dotation(dotation_id)
    if dotation.last_message is None or is_recent_link(dotation.last_message.created_at):
        return False
    try:
        resend_activation(actor=_actor(dotation), dotation_id=dotation_id, brake=Brake.INTERVAL)
    except DotationRefused:
        return False
    return True


def _actor(dotation: Dotation) -> Actor:
    return Actor(label=f"{dotation.first_name} {dotation.last_name}", door=Door.BENEFICIARY)
