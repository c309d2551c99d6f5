from contextlib import suppress

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from escale.dotations.actions.advance_cancellation import advance_cancellation
from escale.dotations.cancelling import dotations_to_cancel
from escale.journal.actor import Actor
from escale.kernel.numbers import order_number
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Cancellation
from escale.orders.queries import issuer_settings, lock_order
from escale.orders.states import IN_PROGRESS


def cancel_dotations(
    *, actor: Actor, number: int, reason: str, only_dotation: int | None = None
) -> Cancellation:
    """What is open of a paid order ends, or one dotation of it; never undone (D10).

    Asked for in one transaction, then done in batches, the first one now: what a death or the size
    of the order leaves is done by the job that looks at them. Raises OrderStatusRefused.
    """
    asked = _ask(actor=actor, number=number, reason=reason, only_dotation=only_dotation)
    # Production holds the order before its dotations: where they wait for each other, the job goes
    # on with it.
    with suppress(OperationalError):
        advance_cancellation(cancellation_id=asked.pk)
    asked.refresh_from_db()
    return asked


@transaction.atomic
def _ask(*, actor: Actor, number: int, reason: str, only_dotation: int | None) -> Cancellation:
    order = lock_order(number)
    told = {"number": order_number(number)}
    if order.status not in IN_PROGRESS or order.is_paper:
        raise OrderStatusRefused(
            _("La commande %(number)s n’est pas en cours : rien n’y peut être annulé.") % told
        )
    if order.cancellations.filter(ended_at=None).exists():
        raise OrderStatusRefused(
            _("Une annulation est en cours sur la commande %(number)s : attendez sa fin.") % told
        )
    if not dotations_to_cancel(number=number, only_dotation=only_dotation).exists():
        raise OrderStatusRefused(
            _("Rien n’est plus à annuler : ces dotations sont activées, expirées ou annulées.")
        )
    return Cancellation.objects.create(
        order=order,
        only_dotation=only_dotation,
        reason=reason,
        asked_by=actor.label,
        gives_commission_back=issuer_settings().gives_commission_back,
    )
