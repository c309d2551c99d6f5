from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.exchange.columns import ORDER_COLUMNS
from escale.webkit.access import MemberRequest, member_required


@require_safe
@member_required
def ordering(request: MemberRequest) -> HttpResponse:
    """« Commander »: what an order is made of, and how to pass one."""
    context = {
        "columns": [column for column in ORDER_COLUMNS if column.key != "status"],
        "rate": settings.COMMISSION_RATE_PERCENT,
        "least": settings.AMOUNT_MIN_EUROS * 100,
        "most": settings.AMOUNT_MAX_EUROS * 100,
    }
    return render(request, "portal/ordering/ordering.html", context)
