"""« Commandes à régler »: orders that wait for a transfer or a cheque, and recording it (R50)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from escale.backoffice.access import operator, staff_required
from escale.backoffice.forms import PaymentForm
from escale.kernel.errors import DomainError
from escale.kernel.numbers import order_number
from escale.orders.actions.record_received_payment import record_received_payment
from escale.orders.queries import orders_to_pay
from escale.orders.reference import transfer_reference
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 50


@require_safe
@staff_required
def transfers(request: HttpRequest) -> HttpResponse:
    """By reference, number, client or amount, as a statement or the back of a cheque says it."""
    text = request.GET.get("q", "")[:100]
    orders = orders_to_pay(text)
    number = page_number(request)
    rows = [
        (order, transfer_reference(order.number))
        for order in orders[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    ]
    page = Page(rows, total=orders.count(), number=number, size=PAGE_SIZE)
    return render(request, "backoffice/transfers.html", {"page": page, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def transfer(request: HttpRequest, number: int) -> HttpResponse:
    order = get_object_or_404(orders_to_pay(), pk=number)
    form = PaymentForm(request.POST or None, order=order)
    if form.is_valid():
        try:
            record_received_payment(actor=operator(request), number=number, received=form.received)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            said = _("Le règlement de la commande %(number)s est enregistré.")
            messages.success(request, said % {"number": order_number(number)})
        return redirect("backoffice:transfers")
    context = {"order": order, "form": form, "reference": transfer_reference(number)}
    return render(request, "backoffice/transfer.html", context)
