from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from escale.orders.queries import orders_visible_to
from escale.portal.orders.lists import order_lists
from escale.portal.orders.screens import order_screen
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.live import live_page


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
    screen = order_screen(request.member, order)
    template = "portal/orders/order.html"
    return live_page(request, template, screen.context, version=screen.version)
