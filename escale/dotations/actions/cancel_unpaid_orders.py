from collections.abc import Callable

from django.utils.translation import gettext as _

from escale.dotations.actions.cancel_order import cancel_order
from escale.journal.actor import SYSTEM
from escale.orders.errors import OrderStatusRefused
from escale.orders.queries import issuer_settings, unpaid_for


def cancel_unpaid_orders(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Orders whose time to pay is over go to the history, with their dotations (D10); how many.

    One transaction each. An order that is paid at this very moment stays.
    """
    days, cancelled = issuer_settings().days_to_pay, 0
    reason = _("Aucun règlement reçu en %(days)s jours") % {"days": days}
    # The day that was announced is whole.
    for number in list(unpaid_for(days + 1).values_list("pk", flat=True)):
        if should_stop():
            break
        try:
            cancel_order(actor=SYSTEM, number=number, reason=reason)
        except OrderStatusRefused:
            continue
        cancelled += 1
    return cancelled
