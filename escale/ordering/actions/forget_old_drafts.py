from datetime import timedelta

from django.db import transaction

from escale.kernel import clock
from escale.ordering.models import Draft, DraftLine
from escale.ordering.states import DraftStatus

KEPT = timedelta(days=90)


@transaction.atomic
def forget_old_drafts() -> int:
    """Erase the drafts that nobody has touched for 90 days, with what they say of people.

    Those that became orders go too: the order holds what matters. Returns how many.
    """
    old = Draft.objects.filter(updated_at__lt=clock.now() - KEPT).exclude(
        status__in=(DraftStatus.CHECKING, DraftStatus.PLACING)
    )
    numbers = list(old.values_list("pk", flat=True))
    DraftLine.objects.filter(draft_id__in=numbers).delete()
    Draft.objects.filter(pk__in=numbers).delete()
    return len(numbers)
