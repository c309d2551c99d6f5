"""Titles found long over by an upgrade: staff look at them before they expire (D10)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.backoffice.access import operator, staff_required
from escale.dotations.expiring import expiring_counts
from escale.orders.actions.end_expiry_pause import end_expiry_pause
from escale.orders.queries import expiry_pause_until


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def expiring(request: HttpRequest) -> HttpResponse:
    """What will expire, order by order; to confirm, or to wait for the day that it says."""
    if request.method == "POST":
        if end_expiry_pause(actor=operator(request)):
            messages.success(
                request, _("C’est confirmé : ces dotations expirent la nuit prochaine.")
            )
        return redirect("backoffice:expiring")
    counted = expiring_counts()
    context = {
        "counted": counted,
        "number": sum(number for _order, number in counted),
        "until": expiry_pause_until(),
    }
    return render(request, "backoffice/expiring.html", context)
