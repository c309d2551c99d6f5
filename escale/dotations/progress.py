"""How far the dotations of orders are, for the lists that show many orders."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from escale.dotations.models import Dotation
from escale.dotations.states import ENDED, DotationStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """`ended`: expired or cancelled, which nobody can activate any more."""

    activated: int
    ended: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.activated == self.total


def activation_progress(order_numbers: Iterable[int]) -> dict[int, Progress]:
    """For each order that has dotations: how many are activated, or over, of how many (R6, D10)."""
    counted = (
        Dotation.objects.filter(order_id__in=list(order_numbers))
        .order_by()
        .values_list("order_id")
        .annotate(
            activated=Count("pk", filter=Q(status=DotationStatus.ACTIVATED)),
            ended=Count("pk", filter=Q(status__in=ENDED)),
            number=Count("pk"),
        )
    )
    return {order: Progress(*figures) for order, *figures in counted}
