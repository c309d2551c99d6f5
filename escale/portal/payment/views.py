"""Paying an order: what is due, and the ways to pay it (R50)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from escale.kernel.errors import DomainError
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.queries import issuer_settings, means_of, orders_visible_to
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.live import live_page, version_of


@require_safe
@member_required
def payment(request: MemberRequest, number: int) -> HttpResponse:
    """What is due and how to pay it; an order that is paid or cancelled says so."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    means = means_of(order)
    context = {
        "order": order,
        "can_move": order.status == OrderStatus.AWAITING_PAYMENT,
        "means": means,
        # Whose details are there to be copied: what was chosen, or the only way.
        "shown": means[0] if len(means) == 1 else order.payment_means,
        "refusal": request.GET.get("carte") == "non",
        "terms": issuer_settings(),
        "reference": transfer_reference(order.number),
    }
    version = version_of(order.status, order.payment_means, order.paid_at, means)
    return live_page(request, "portal/payment/payment.html", context, version=version)


@require_POST
@editor_required
def choose(request: MemberRequest, number: int, means: PaymentMeans) -> HttpResponse:
    """A transfer or a cheque: its details follow."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    try:
        choose_payment_means(actor=request.member.actor, number=order.pk, means=means)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:payment", number)
