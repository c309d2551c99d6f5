from django.db import transaction

from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.errors import ActivationRefused
from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.dotations.states import DotationEvent, next_status
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.mailing.actions.cancel_messages import cancel_messages


@transaction.atomic
def activate_dotation(*, actor: Actor, dotation_id: int) -> Dotation:
    """The application is configured: « activé », for good (R46). Raises ActivationRefused.

    The last dotation of an order takes it to the history, nobody acting (R6).
    """
    dotation = lock_dotation(dotation_id)
    status = next_status(dotation.status, DotationEvent.ACTIVATED)
    if status is None:
        raise ActivationRefused(dotation.status)
    dotation.status = status
    dotation.activated_at = clock.now()
    dotation.account_created_at = dotation.account_created_at or dotation.activated_at
    dotation.phone_trouble = ""
    # Nothing asks any more to do what is done (F16).
    cancel_messages(about=dotation.about)
    dotation.save(update_fields=["status", "activated_at", "account_created_at", "phone_trouble"])
    record(
        actor=actor, verb="dotation-activated", about=dotation.about, client_id=dotation.client_id
    )
    close_finished_order(actor=actor, number=dotation.order_id)
    return dotation
