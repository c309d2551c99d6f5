"""Paying an order: what is due, and the two ways to pay it (R50)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from escale.kernel.errors import DomainError
from escale.orders.actions.choose_payment_means import choose_payment_means
from escale.orders.queries import issuer_settings, orders_visible_to
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.live import live_page, version_of


@require_safe
@member_required
def payment(request: MemberRequest, number: int) -> HttpResponse:
    """What is due and how to pay it; an order that is paid or cancelled says so."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    context = {
        "order": order,
        "can_move": order.status == OrderStatus.AWAITING_PAYMENT,
        "takes_cards": bool(settings.PAYMENT_VARIANTS),
        "refusal": request.GET.get("carte") == "non",
        "terms": issuer_settings(),
        "reference": transfer_reference(order.number),
        "by_transfer": order.payment_means == PaymentMeans.TRANSFER,
    }
    version = version_of(order.status, order.payment_means, order.paid_at)
    return live_page(request, "portal/payment/payment.html", context, version=version)


@require_POST
@editor_required
def transfer(request: MemberRequest, number: int) -> HttpResponse:
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    try:
        choose_payment_means(
            actor=request.member.actor, number=order.pk, means=PaymentMeans.TRANSFER
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:payment", number)
