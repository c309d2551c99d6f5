from collections.abc import Sequence

from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.journal.actions.claim_changes import claim_changes
from escale.journal.actions.erase_payloads import erase_payloads
from escale.kernel.many import numbers
from escale.kernel.text import NAME_ERASED


@transaction.atomic
def forget_people(*, ids: Sequence[int]) -> int:
    """Whose these closed dotations were goes; amounts, dates and statuses stay, as ordered.

    The journal forgets the former values with them: this very change would keep them otherwise.
    """
    rows = list(Dotation.objects.filter(pk__in=numbers(ids)).select_for_update(of=("self",)))
    for row in rows:
        # Unique in the order, as matricules are.
        row.matricule, row.last_name = f"E-{row.pk}", NAME_ERASED
        row.first_name = row.email = row.phone = ""
        row.search = search_of(row)
    fields = ["matricule", "last_name", "first_name", "email", "phone", "search"]
    Dotation.objects.bulk_update(rows, fields)
    # Told by its time, or by whoever asked for it.
    claim_changes()
    erase_payloads(abouts=[row.about for row in rows])
    return len(rows)
