from django.db import transaction

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.models import ExpiryPause


@transaction.atomic
def end_expiry_pause(*, actor: Actor) -> bool:
    """Staff have looked: titles that are over expire from the next night on. False: no pause."""
    is_ended, _by_model = ExpiryPause.objects.all().delete()
    if is_ended:
        record(actor=actor, verb="expiry-confirmed", about="issuer:expiry")
    return bool(is_ended)
