"""« Votre référence »: what a client calls an order for itself, such as « BC-2026-118 »."""

from django.utils.translation import gettext as _

from escale.kernel.text import clean, fold
from escale.orders.errors import ReferenceTooLong
from escale.orders.models import Order
from escale.orders.models.order import REFERENCE_LENGTH
from escale.orders.states import HISTORY


def cleaned_reference(typed: str) -> str:
    """One line without invisible characters; empty: there is none. Raises ReferenceTooLong."""
    reference = clean(typed)
    if len(reference) > REFERENCE_LENGTH:
        raise ReferenceTooLong(
            _(
                "Votre référence compte %(length)s caractères, %(most)s au plus\u00a0: "
                "raccourcissez-la."
            )
            % {"length": len(reference), "most": REFERENCE_LENGTH}
        )
    return reference


def set_reference(order: Order, reference: str) -> None:
    """What is stored and what is searched, together."""
    order.client_reference = reference
    order.reference_search = fold(reference)


def is_reference_open(order: Order) -> bool:
    """Whether it may still be changed: what went to the history stays as its documents say."""
    return order.status not in HISTORY
