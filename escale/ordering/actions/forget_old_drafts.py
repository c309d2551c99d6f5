from django.db import transaction

from escale.ordering.models import Draft, DraftLine
from escale.ordering.queries import drafts_to_forget


@transaction.atomic
def forget_old_drafts() -> int:
    """Erase the drafts that nobody has touched for 90 days, with what they say of people.

    Those that became orders go too: the order holds what matters. Returns how many.
    """
    numbers = list(drafts_to_forget().values_list("pk", flat=True))
    DraftLine.objects.filter(draft_id__in=numbers).delete()
    Draft.objects.filter(pk__in=numbers).delete()
    return len(numbers)
