from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actor import Actor
from escale.orders.actions.close_order import close_order
from escale.orders.queries import lock_order


@transaction.atomic
def close_finished_order(*, actor: Actor, number: int) -> bool:
    """To the history, if no dotation of the order is open any more (R6); True when it went there.

    The order is held before its dotations are looked at: of two that close at the same moment, the
    second one sees the first.
    """
    order = lock_order(number)
    dotations = Dotation.objects.filter(order=order)
    if dotations.open().exists():
        return False
    is_complete = not dotations.exclude(status=DotationStatus.ACTIVATED).exists()
    return close_order(actor=actor, order=order, all_activated=is_complete)
