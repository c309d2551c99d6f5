from datetime import timedelta

from escale.imports.models import Import
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.stored_files import bounded_name
from escale.orders.models import Order

KEPT = timedelta(hours=24)


def open_import(*, actor: Actor, order: Order, file_name: str) -> Import:
    """An import whose file is still to be read; nothing is committed to, nothing is journaled."""
    return Import.objects.create(
        client_id=order.client_id,
        order=order,
        author=actor.label,
        user_id=actor.user_id,
        file_name=bounded_name(file_name),
        expires_at=clock.now() + KEPT,
        busy_since=clock.now(),
    )
