from collections.abc import Iterable

from escale.dotations.models import Dotation
from escale.kernel import clock


def mark_password_chosen(*, dotation_ids: Iterable[int]) -> int:
    """Second of the three steps, for the dotations of one account (R46); how many it is new for."""
    return Dotation.objects.filter(pk__in=list(dotation_ids), password_chosen_at=None).update(
        password_chosen_at=clock.now()
    )
