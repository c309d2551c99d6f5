from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from escale.activation.emails import send_new_dotations
from escale.activation.models import Beneficiary, Holding
from escale.activation.queries import is_same_person
from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.actions.credit_dotations import credit_dotations
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actor import SYSTEM
from escale.orders.models import Order
from escale.orders.queries import lock_order

# In one transaction: short, and little memory whatever the order.
BATCH = 500


def credit_known_beneficiaries(*, number: int) -> int:
    """« activé » at once, the dotations of an order whose beneficiary has a configured account.

    Recognised by the verified address and the name; a phone or a name alone never is (R48, C13).
    A mail tells them. How many; the others get their activation mail as usual.
    """
    credited = 0
    while batch := _credit_some(number):
        credited += batch
    return credited


def _credit_some(number: int) -> int:
    # Nearly always nobody: the order is not held for that, another worker may be at it.
    if not _candidates(number).exists():
        return 0
    with transaction.atomic():
        return _credit(lock_order(number))


def _credit(order: Order) -> int:
    found = _recognised(order.pk)
    if not found:
        return 0
    credit_dotations(dotations=[dotation for dotation, _account in found])
    Holding.objects.bulk_create(
        Holding(dotation=dotation, beneficiary=account) for dotation, account in found
    )
    send_new_dotations(found, order=order)
    close_finished_order(actor=SYSTEM, number=order.pk)
    return len(found)


def _recognised(number: int) -> list[tuple[Dotation, Beneficiary]]:
    """Dotations in integration whose first mail is not queued, with the account they belong to."""
    held = _candidates(number).select_for_update(of=("self",)).select_related("client")
    dotations = list(held.order_by("id"))
    addresses = [dotation.email.lower() for dotation in dotations]
    configured = Beneficiary.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    accounts: dict[str, Beneficiary] = {account.email.lower(): account for account in configured}
    pairs = [(dotation, accounts[dotation.email.lower()]) for dotation in dotations]
    return [pair for pair in pairs if is_same_person(*pair)][:BATCH]


def _candidates(number: int) -> QuerySet[Dotation]:
    configured = Beneficiary.objects.exclude(configured_at=None)
    return (
        Dotation.objects.filter(
            order_id=number, status=DotationStatus.INTEGRATION, last_message=None
        )
        .annotate(address=Lower("email"))
        .filter(address__in=configured.values(address=Lower("email")))
    )
