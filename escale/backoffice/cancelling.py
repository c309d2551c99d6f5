"""Cancelling an order that is not paid, on the client's behalf."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.backoffice.access import operator, staff_required
from escale.backoffice.forms import CancelForm
from escale.dotations.actions.cancel_order import cancel_order
from escale.kernel.errors import DomainError
from escale.kernel.numbers import order_number
from escale.orders.queries import orders_to_pay


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    order = get_object_or_404(orders_to_pay(), pk=number)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_order(actor=operator(request), number=number, reason=form.cleaned_data["reason"])
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            said = _("La commande %(number)s est annulée.")
            messages.success(request, said % {"number": order_number(number)})
        return redirect("backoffice:transfers")
    return render(request, "backoffice/cancel.html", {"order": order, "form": form})
