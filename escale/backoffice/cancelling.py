"""Cancelling: an order that is not paid, what is open of a paid one, one dotation (D10)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from escale.backoffice.access import operator, staff_required
from escale.backoffice.forms import CancelDotationsForm, CancelForm
from escale.backoffice.looking import note_look
from escale.dotations.actions.cancel_dotations import cancel_dotations
from escale.dotations.actions.cancel_order import cancel_order
from escale.dotations.cancelling import worth_of
from escale.dotations.models import Dotation
from escale.kernel.errors import DomainError
from escale.kernel.money import format_euros
from escale.kernel.numbers import grouped, order_number
from escale.orders.models import Cancellation, Order
from escale.orders.queries import orders_to_pay
from escale.orders.states import WAITING


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


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def cancel_open(request: HttpRequest, number: int) -> HttpResponse:
    """All that nobody has activated of a paid order."""
    return _ask_twice(request, get_object_or_404(Order, pk=number))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def cancel_one(request: HttpRequest, dotation_id: int) -> HttpResponse:
    dotation = get_object_or_404(Dotation, pk=dotation_id)
    note_look(request, [dotation.client_id])
    return _ask_twice(request, dotation.order, dotation)


def _ask_twice(
    request: HttpRequest, order: Order, dotation: Dotation | None = None
) -> HttpResponse:
    """The reason, then what it does and gives back, to be confirmed as it was shown."""
    if order.status in WAITING:
        # Nothing was paid: it is cancelled whole.
        return redirect("backoffice:cancel", order.pk)
    worth = worth_of(order, only_dotation=dotation.pk if dotation else None)
    form = CancelDotationsForm(request.POST or None)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    if seen == worth.dotations:
        _cancel(request, order, dotation, form.cleaned_data["reason"])
        return redirect("admin:orders_order_change", order.pk)
    context = {
        "order": order,
        "dotation": dotation,
        "worth": worth,
        "form": form,
        "is_asked": form.is_valid(),
        # What was confirmed is no more what there is.
        "has_changed": seen is not None,
    }
    return render(request, "backoffice/cancel_dotations.html", context)


def _cancel(request: HttpRequest, order: Order, dotation: Dotation | None, reason: str) -> None:
    try:
        cancelled = cancel_dotations(
            actor=operator(request),
            number=order.pk,
            reason=reason,
            only_dotation=dotation.pk if dotation else None,
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _what_was_done(cancelled, order))


def _what_was_done(cancelled: Cancellation, order: Order) -> str:
    if cancelled.ended_at is None:
        return _("L’annulation est commencée : elle se poursuit toute seule.")
    said = ngettext(
        "%(dotations)s dotation annulée de la commande %(number)s, %(given_back)s à rendre.",
        "%(dotations)s dotations annulées de la commande %(number)s, %(given_back)s à rendre.",
        cancelled.dotations,
    )
    return said % {
        "number": order_number(order.pk),
        "dotations": grouped(cancelled.dotations),
        "given_back": format_euros(cancelled.given_back),
    }
