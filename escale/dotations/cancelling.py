"""What the issuer may cancel of a paid order, and what that is worth (D10)."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from escale.dotations.models import Dotation, DotationQuerySet
from escale.dotations.states import DotationEvent, steps_of
from escale.kernel.money import share
from escale.orders.models import Cancellation, Order
from escale.orders.queries import issuer_settings

# Where the table lets it befall them.
MAY_BE_CANCELLED = sorted(status for status, _final in steps_of(DotationEvent.CANCELLED))


@dataclass(frozen=True, slots=True)
class Worth:
    """What cancelling would end, and give back in cents."""

    dotations: int
    face_value: int
    commission: int

    @property
    def given_back(self) -> int:
        return self.face_value + self.commission


def dotations_to_cancel(*, number: int, only_dotation: int | None = None) -> DotationQuerySet:
    """Those of the order that are open, or the one."""
    found = Dotation.objects.filter(order_id=number, status__in=MAY_BE_CANCELLED)
    return found if only_dotation is None else found.filter(pk=only_dotation)


def worth_of(order: Order, *, only_dotation: int | None = None) -> Worth:
    """What would be given back if it were cancelled now."""
    rows = dotations_to_cancel(number=order.pk, only_dotation=only_dotation)
    found = rows.aggregate(number=Count("pk"), value=Sum("amount", default=0))
    commission = 0
    if issuer_settings().gives_commission_back:
        commission = commission_of(order, face_value=found["value"])
    return Worth(found["number"], found["value"], commission)


def commission_of(order: Order, *, face_value: int) -> int:
    """Cents of the order's commission that go with so much face value, after what went before.

    The difference of two parts of the whole: of an order cancelled piece by piece, all parts
    together make its commission, to the cent.
    """
    ended = order.cancellations.exclude(ended_at=None)
    before: int = ended.aggregate(value=Sum("face_value", default=0))["value"]
    return _share(order, before + face_value) - _share(order, before)


def _share(order: Order, face_value: int) -> int:
    return share(order.commission, part=face_value, whole=order.face_value)


def cancellation_of(dotation: Dotation) -> Cancellation | None:
    """That of a cancelled dotation: its own, or that of all that was open."""
    told = dotation.order.cancellations.all()
    own = told.filter(only_dotation=dotation.pk).first()
    return own or told.filter(only_dotation=None).first()


def standing_cancellations() -> list[int]:
    """Those that are not ended, the oldest first."""
    standing = Cancellation.objects.filter(ended_at=None)
    return list(standing.order_by("pk").values_list("pk", flat=True))
