from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from escale.dotations.figures import activity
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_of_order, ended_unwritten, status_counts
from escale.kernel import clock
from escale.orders.models import Order
from escale.orders.queries import cancellations_of, orders_visible_to
from escale.orders.states import HISTORY
from escale.portal.order_lines import look_of
from escale.portal.orders.curve import Curve, activation_curve
from escale.portal.orders.lists import order_lists
from escale.portal.orders.shares import status_shares
from escale.portal.orders.steps import order_steps
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.live import live_page, version_of


@require_GET
@member_required
def orders(request: MemberRequest) -> HttpResponse:
    """« Suivi de toutes mes commandes » (R4-R7)."""
    shown = order_lists(request.member, request.GET.dict())
    template = "portal/orders/orders.html"
    return live_page(request, template, {"shown": shown}, version=shown.version)


@require_GET
@member_required
def order(request: MemberRequest, number: int) -> HttpResponse:
    """The order with its lines and totals (R9); the same lines open under its row in the lists."""
    order = get_object_or_404(
        orders_visible_to(request.member).prefetch_related("lines"), pk=number
    )
    if request.htmx and request.htmx.target == f"detail-{number}":
        return render(request, "portal/orders/order.html#opened", {"order": order})
    rows = dotations_of_order(request.member, number)
    counts = status_counts(rows)
    curve = _curve(order, rows, sum(counts.values()))
    cancellations = list(cancellations_of(order))
    context = {
        "order": order,
        "look": look_of(order),
        "can_move": order.status not in HISTORY,
        "total": sum(counts.values()),
        "shares": status_shares(counts),
        "steps": order_steps(order, counts, unwritten=ended_unwritten(rows)),
        "curve": curve,
        "cancellations": cancellations,
    }
    version = version_of(
        order.status, order.paid_at, counts, curve, [one.refunded_at for one in cancellations]
    )
    return live_page(request, "portal/orders/order.html", context, version=version)


def _curve(order: Order, rows: DotationQuerySet, total: int) -> Curve | None:
    """Until today, or the day that the order ended."""
    until = localtime(order.closed_at).date() if order.closed_at else clock.today()
    return activation_curve(activity(rows), total=total, until=until)
