from django.db.models.functions import Now

from escale.dotations.models import Dotation
from escale.dotations.states import CLOSED, DotationEvent, steps_of
from escale.orders.models import Order


def move_dotations(*, order: Order, event: DotationEvent) -> int:
    """Every dotation of a locked order that the event may befall, whatever their number."""
    dotations = Dotation.objects.filter(order=order)
    return sum(
        dotations.filter(status=status).update(
            status=final, ended_at=Now() if final in CLOSED else None
        )
        for status, final in steps_of(event)
    )
