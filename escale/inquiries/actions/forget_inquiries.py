from collections.abc import Sequence

from django.db import transaction

from escale.inquiries.models import Answer, Inquiry
from escale.kernel.many import numbers


@transaction.atomic
def forget_inquiries(*, ids: Sequence[int]) -> int:
    """Messages go with their answers; how many."""
    Answer.objects.filter(inquiry_id__in=numbers(ids)).delete()
    rows = Inquiry.objects.filter(pk__in=numbers(ids))
    count = rows.count()
    rows.delete()
    return count
