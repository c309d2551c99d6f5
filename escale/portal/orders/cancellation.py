from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.dotations.actions.cancel_order import cancel_order
from escale.kernel.errors import DomainError
from escale.kernel.numbers import order_number
from escale.orders.queries import orders_visible_to
from escale.webkit.access import MemberRequest, editor_required


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def cancel(request: MemberRequest, number: int) -> HttpResponse:
    """An order not paid yet: what cancelling it does, then doing it."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    if request.method != "POST":
        return render(request, "portal/orders/cancel.html", {"order": order})
    try:
        cancel_order(actor=request.member.actor, number=order.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("portal:order", number)
    said = _("La commande %(number)s est annulée.") % {"number": order_number(number)}
    messages.success(request, said)
    return redirect("portal:orders")
