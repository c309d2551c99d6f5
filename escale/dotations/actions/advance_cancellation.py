from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.actions.stop_mail_and_texts import stop_mail_and_texts
from escale.dotations.cancelling import commission_of, dotations_to_cancel
from escale.dotations.emails import cancelled_message
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actions.claim_changes import claim_changes
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.kernel.many import numbers
from escale.kernel.money import format_euros
from escale.mailing.actions.queue_messages import queue_messages
from escale.mailing.states import GONE
from escale.orders.emails import send_dotations_cancelled
from escale.orders.models import Cancellation
from escale.orders.queries import lock_order

# In one transaction: short, and little memory whatever the order.
BATCH = 2_000


def advance_cancellation(*, cancellation_id: int) -> bool:
    """A batch of what was asked to be cancelled, then its end; False once it is ended.

    Each is one transaction: a death leaves whole batches, and the next call goes on from there.
    """
    if _cancel_some(cancellation_id):
        return True
    _end(cancellation_id)
    return False


@transaction.atomic
def _cancel_some(cancellation_id: int) -> bool:
    """Whether some are left."""
    # Before any dotation, and never with its order (docs/concerns/states.md).
    asked = _lock(cancellation_id)
    rows = dotations_to_cancel(number=asked.order_id, only_dotation=asked.only_dotation)
    held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    some = list(held.select_related("order", "client", "last_message")[:BATCH])
    if asked.ended_at is not None or not some:
        return False
    # The line of the order tells it, once (_end).
    claim_changes()
    ids = [dotation.pk for dotation in some]
    stop_mail_and_texts(dotation_ids=ids)
    _tell(some)
    ending = Dotation.objects.filter(pk__in=numbers(ids))
    ending.update(status=DotationStatus.CANCELLED, ended_at=Now())
    Cancellation.objects.filter(pk=asked.pk).update(
        dotations=F("dotations") + len(some),
        face_value=F("face_value") + sum(dotation.amount for dotation in some),
    )
    return rows.exists()


def _tell(dotations: Sequence[Dotation]) -> None:
    """Who had a mail at the present address is told: its links are dead."""
    reached = [dotation for dotation in dotations if _was_reached(dotation)]
    at = clock.database_now()
    queue_messages(messages=[cancelled_message(dotation, at) for dotation in reached])


def _was_reached(dotation: Dotation) -> bool:
    message = dotation.last_message
    return dotation.has_account or (message is not None and message.state in GONE)


@transaction.atomic
def _end(cancellation_id: int) -> None:
    """The figures are whole: the client is told, the order closes if nothing is left of it."""
    asked = _lock(cancellation_id)
    if asked.ended_at is not None:
        return
    order = lock_order(asked.order_id)
    actor = Actor(asked.asked_by, Door.OPERATOR)
    if asked.gives_commission_back:
        asked.commission = commission_of(order, face_value=asked.face_value)
    asked.to_refund = asked.given_back > 0
    asked.ended_at = Now()
    asked.save(update_fields=["commission", "to_refund", "ended_at"])
    asked.refresh_from_db(fields=["ended_at"])
    if not asked.dotations:
        # All were activated meanwhile: nothing happened.
        return
    record(
        actor=actor,
        verb="dotations-cancelled",
        about=order.about,
        client_id=order.client_id,
        changes={
            "dotations": ("", str(asked.dotations)),
            "reason": ("", asked.reason),
            "given_back": ("", format_euros(asked.given_back)),
        },
    )
    send_dotations_cancelled(order, asked)
    close_finished_order(actor=actor, number=order.pk)


def _lock(cancellation_id: int) -> Cancellation:
    return Cancellation.objects.select_for_update(of=("self",)).get(pk=cancellation_id)
