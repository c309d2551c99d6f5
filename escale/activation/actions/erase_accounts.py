from collections.abc import Sequence

from django.db import transaction

from escale.activation.models import Beneficiary
from escale.journal.actions.erase_payloads import erase_payloads
from escale.kernel.many import numbers


@transaction.atomic
def erase_accounts(*, ids: Sequence[int]) -> int:
    """Accounts go with their telephones, codes and passwords; their dotations stay; how many."""
    accounts = list(Beneficiary.objects.filter(pk__in=numbers(ids)).select_for_update())
    erase_payloads(abouts=[account.about for account in accounts])
    Beneficiary.objects.filter(pk__in=numbers(ids)).delete()
    return len(accounts)
