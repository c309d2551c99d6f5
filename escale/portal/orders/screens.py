"""What the page of an order shows."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from escale.clients.models import Member
from escale.dotations.figures import activity
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_of_order, reached_dates, status_counts
from escale.kernel import clock
from escale.orders.client_reference import is_reference_open
from escale.orders.models import Cancellation, Order
from escale.orders.queries import cancellations_of
from escale.orders.states import HISTORY
from escale.portal.order_lines import look_of
from escale.portal.orders.curve import Curve, activation_curve
from escale.portal.orders.shares import Share, status_shares
from escale.portal.orders.steps import Step, order_steps
from escale.webkit.live import version_of


@dataclass(frozen=True)
class OrderScreen:
    """`total` is of its dotations; `can_rename`, whether its reference may still change."""

    order: Order
    total: int
    shares: list[Share]
    steps: list[Step]
    curve: Curve | None
    cancellations: list[Cancellation]
    can_rename: bool

    @property
    def context(self) -> dict[str, object]:
        can_move = self.order.status not in HISTORY
        return vars(self) | {"look": look_of(self.order), "can_move": can_move}

    @property
    def version(self) -> str:
        order = self.order
        refunds = [one.refunded_at for one in self.cancellations]
        known = (order.status, order.paid_at, order.client_reference, order.payment_means)
        return version_of(*known, self.shares, self.steps, self.curve, refunds)


def order_screen(member: Member, order: Order) -> OrderScreen:
    rows = dotations_of_order(member, order.number)
    counts = status_counts(rows)
    total = sum(counts.values())
    return OrderScreen(
        order,
        total,
        status_shares(counts),
        order_steps(order, counts, reached_dates(rows)),
        _curve(order, rows, total),
        list(cancellations_of(order)),
        can_rename=member.can_edit and is_reference_open(order),
    )


def _curve(order: Order, rows: DotationQuerySet, total: int) -> Curve | None:
    """Until today, or the day that the order ended."""
    until = localtime(order.closed_at).date() if order.closed_at else clock.today()
    return activation_curve(activity(rows), total=total, until=until)
