from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.kernel.errors import DomainError
from escale.orders.actions.change_reference import change_reference
from escale.orders.client_reference import is_reference_open
from escale.orders.queries import orders_visible_to
from escale.portal.reference_field import ReferenceField
from escale.webkit.access import MemberRequest, editor_required


class ReferenceForm(forms.Form):
    client_reference = ReferenceField()


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def reference(request: MemberRequest, number: int) -> HttpResponse:
    """« Votre référence »: given or changed as long as the order is not over."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    form = ReferenceForm(
        request.POST if request.method == "POST" else None,
        initial={"client_reference": order.client_reference},
    )
    if form.is_valid():
        typed = form.cleaned_data["client_reference"]
        try:
            change_reference(actor=request.member.actor, number=order.pk, reference=typed)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Votre référence est enregistrée."))
        return redirect("portal:order", number)
    context = {"order": order, "form": form, "is_open": is_reference_open(order)}
    return render(request, "portal/orders/reference.html", context)
