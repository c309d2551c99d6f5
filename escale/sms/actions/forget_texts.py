from collections.abc import Sequence

from escale.kernel.many import numbers
from escale.sms.models import NO_PHONE, OutgoingText


def forget_texts(*, ids: Sequence[int]) -> int:
    """To which numbers they went and what they said go; that they left and were paid for stays."""
    rows = OutgoingText.objects.filter(pk__in=numbers(ids))
    return rows.update(phone=NO_PHONE, context={}, code_payload="", diagnostic="")
