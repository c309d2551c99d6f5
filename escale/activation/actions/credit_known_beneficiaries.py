from django.db import transaction
from django.db.models.functions import Lower

from escale.activation.emails import send_new_dotations
from escale.activation.models import Beneficiary, Holding
from escale.activation.queries import is_same_person
from escale.dotations.actions.close_finished_order import close_finished_order
from escale.dotations.actions.credit_dotations import credit_dotations
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actor import SYSTEM
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


@transaction.atomic
def _credit_some(number: int) -> int:
    order = lock_order(number)
    found = _recognised(number)
    if not found:
        return 0
    credit_dotations(dotations=[dotation for dotation, _account in found])
    Holding.objects.bulk_create(
        Holding(dotation=dotation, beneficiary=account) for dotation, account in found
    )
    send_new_dotations(found, order=order)
    close_finished_order(actor=SYSTEM, number=number)
    return len(found)


def _recognised(number: int) -> list[tuple[Dotation, Beneficiary]]:
    """Dotations in integration whose first mail is not queued, with the account they belong to."""
    dotations = (
        Dotation.objects.select_for_update(of=("self",))
        .select_related("client")
        .filter(order_id=number, status=DotationStatus.INTEGRATION, last_message=None)
        .annotate(address=Lower("email"))
        .filter(address__in=Beneficiary.objects.exclude(configured_at=None).values(Lower("email")))
        .order_by("id")
    )
    accounts: dict[str, Beneficiary] = {
        account.email.lower(): account
        for account in Beneficiary.objects.annotate(address=Lower("email")).filter(
            address__in=[dotation.email.lower() for dotation in dotations]
        )
    }
    pairs = [(dotation, accounts[dotation.email.lower()]) for dotation in dotations]
    return [pair for pair in pairs if is_same_person(*pair)][:BATCH]
