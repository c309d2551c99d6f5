from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.forms import Form
from payments import RedirectNeeded

from escale.orders.models import CardPayment
from escale.orders.queries import is_settled, lock_order


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """Where the provider sends the person next, or the form it wants filled in."""

    redirect: str = ""
    form: Form | None = None


@transaction.atomic
def submit_card_form(*, payment_id: int, data: Mapping[str, str] | None = None) -> CardAnswer:
    """Hand the person over to the provider; `data` is what they filled in on its form here.

    A payment that has been settled is not handed over again. Raises PaymentError where the
    provider does not answer as it should.
    """
    payment = CardPayment.objects.get(pk=payment_id)
    # Two tabs, or a double click: one at a time.
    lock_order(payment.order_id)
    payment.refresh_from_db()
    if is_settled(payment):
        return CardAnswer(redirect=payment.get_success_url())
    try:
        return CardAnswer(form=payment.get_form(data))
    except RedirectNeeded as needed:
        return CardAnswer(redirect=str(needed))
