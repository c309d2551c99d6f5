"""How long the titles of an order are good for, in words (D5, D10)."""

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from escale.kernel.dates import french_date, long_date
from escale.orders.models import Order


def announced_validity(order: Order) -> str:
    """« 31 décembre 2028 », for an e-mail; empty once it is over: no e-mail announces that."""
    return "" if order.is_over else _long(order.valid_until, get_language())


def validity_sentence(order: Order) -> str:
    """« 31/12/2028, échange jusqu’au 31/03/2029 », or what is left of it."""
    days = {
        "last": french_date(order.valid_until),
        "exchange": french_date(order.exchange_until),
    }
    if not order.is_over:
        return _("%(last)s, échange jusqu’au %(exchange)s") % days
    if order.is_exchangeable:
        return _("terminée le %(last)s, échange jusqu’au %(exchange)s") % days
    return _("terminée le %(last)s") % days


# The same for thousands of mails made at once.
@lru_cache(maxsize=16)
def _long(day: date, _language: str) -> str:
    return long_date(day)
