from collections.abc import Sequence

from escale.kernel.many import numbers
from escale.mailing.models import OutgoingMessage


def cancel_these_messages(*, ids: Sequence[int]) -> int:
    """`cancel_messages` for some that are known by their numbers, and for no newer one."""
    return OutgoingMessage.objects.filter(pk__in=numbers(ids)).cancel()
