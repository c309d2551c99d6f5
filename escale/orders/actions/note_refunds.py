from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.orders.models import Cancellation, CardSettlement


@transaction.atomic
def note_refunds(
    *, actor: Actor, owed: type[CardSettlement] | type[Cancellation], ids: Iterable[int]
) -> int:
    """Money was given back; how many, each told once."""
    rows = owed._default_manager.filter(pk__in=list(ids), to_refund=True, refunded_at=None)
    held = rows.select_for_update(of=("self",))
    noted: list[CardSettlement | Cancellation] = [*held]
    for row in noted:
        row.refunded_at = Now()
        row.save(update_fields=["refunded_at"])
        order = row.order
        record(actor=actor, verb="refund-noted", about=order.about, client_id=order.client_id)
    return len(noted)
