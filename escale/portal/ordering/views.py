from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.exchange.columns import ORDER_COLUMNS
from escale.orders.catalogue import product_of
from escale.orders.states import ProductKind
from escale.webkit.access import MemberRequest, member_required


@require_safe
@member_required
def ordering(request: MemberRequest) -> HttpResponse:
    """« Commander »: what an order is made of, and how to pass one."""
    product = product_of(ProductKind.CONNECT)
    context = {
        "columns": [column for column in ORDER_COLUMNS if column.key != "status"],
        "rate": product.commission_percent,
        "least": product.amount_min * 100,
        "most": product.amount_max * 100,
    }
    return render(request, "portal/ordering/ordering.html", context)
