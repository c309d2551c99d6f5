from collections.abc import Callable

from django.db import transaction
from django.db.models.functions import Now

from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.actions.stop_mail_and_texts import stop_mail_and_texts
from escale.dotations.expiring import orders_to_expire
from escale.dotations.models import Dotation
from escale.dotations.states import DotationEvent, DotationStatus, steps_of
from escale.journal.actions.claim_changes import claim_changes
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel.many import numbers
from escale.orders.queries import lock_order

# In one transaction: short, and little memory whatever the order.
BATCH = 5_000
# Where the table lets it befall them.
MAY_EXPIRE = sorted(status for status, _final in steps_of(DotationEvent.EXPIRED))


def expire_dotations(*, client_id: int, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Of one client, the titles that nobody activated and whose last day is over (D10); how many.

    Each batch is one transaction, and each order ends with its one line in the journal: a worker
    killed at any moment leaves whole batches, and the next one goes on from there.
    """
    expired = 0
    for number in orders_to_expire(client_id=client_id):
        while not should_stop() and (batch := _expire_some(number)):
            expired += batch
        if should_stop():
            return expired
        _end(number)
    return expired


@transaction.atomic
def _expire_some(number: int) -> int:
    # In the order of identifiers, as whoever locks many of them does.
    held = Dotation.objects.select_for_update(of=("self",), no_key=True)
    some = held.filter(order_id=number, status__in=MAY_EXPIRE).order_by("pk")
    ids = list(some.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    # The line of the order tells it, once (_end).
    claim_changes()
    ending = Dotation.objects.filter(pk__in=numbers(ids))
    ending.update(status=DotationStatus.EXPIRED, ended_at=Now())
    stop_mail_and_texts(dotation_ids=ids)
    return len(ids)


@transaction.atomic
def _end(number: int) -> None:
    order = lock_order(number)
    count = Dotation.objects.filter(order=order, status=DotationStatus.EXPIRED).count()
    if close_finished_order(actor=SYSTEM, number=number) and count:
        record(
            actor=SYSTEM,
            verb="dotations-expired",
            about=order.about,
            client_id=order.client_id,
            changes={"dotations": ("", str(count))},
        )
