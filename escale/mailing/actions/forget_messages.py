from collections.abc import Sequence

from escale.kernel.many import numbers
from escale.mailing.models import OutgoingMessage


def forget_messages(*, ids: Sequence[int]) -> int:
    """To whom they went and what they were made of go; that they left, and when, stays.

    For settled messages: nothing can be sent of them any more.
    """
    rows = OutgoingMessage.objects.filter(pk__in=numbers(ids))
    return rows.update(recipient="", context={}, links={}, diagnostic="")
