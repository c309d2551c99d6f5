from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.queries import lock_order
from escale.orders.states import PRODUCED_BY_JOBS


@transaction.atomic
def resume_order(*, actor: Actor, number: int, next_step_in: timedelta) -> bool:
    """Production of an order that was loaded standing still goes on by itself; False if it did."""
    order = lock_order(number)
    if order.next_step_at is not None or order.status not in PRODUCED_BY_JOBS:
        return False
    order.next_step_at = Now() + next_step_in
    order.save(update_fields=["next_step_at"])
    record(actor=actor, verb="order-resumed", about=order.about, client_id=order.client_id)
    return True
