"""The number that an application is bound to: nobody else than the issuer may replace it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from escale.activation.actions.replace_number import replace_number
from escale.activation.errors import NumberTaken
from escale.backoffice.access import operator, staff_required
from escale.backoffice.looking import note_look
from escale.dotations.models import Dotation
from escale.kernel.errors import DomainError
from escale.kernel.phones import PhoneRefused, mask_phone, parse_mobile
from escale.privacy.people import person_of


class NumberForm(forms.Form):
    """`checked`: an operator says how sure they are before they press."""

    phone = forms.CharField(
        label=gettext_lazy("Nouveau numéro de mobile"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Indiquez le nouveau numéro.")},
    )
    checked = forms.BooleanField(
        label=gettext_lazy("J’ai vérifié que c’est bien cette personne qui le demande"),
        error_messages={"required": gettext_lazy("Vérifiez d’abord qui le demande.")},
    )

    def clean_phone(self) -> str:
        try:
            return parse_mobile(self.cleaned_data["phone"])
        except PhoneRefused as refusal:
            raise ValidationError(str(refusal)) from None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def number(request: HttpRequest, dotation_id: int) -> HttpResponse:
    dotation = get_object_or_404(Dotation, pk=dotation_id)
    account = person_of(dotation).account
    if account is None or not account.is_configured:
        raise Http404
    form = NumberForm(request.POST or None)
    if form.is_valid():
        phone, actor = form.cleaned_data["phone"], operator(request)
        try:
            replace_number(actor=actor, beneficiary_id=account.pk, phone=phone)
        except NumberTaken:
            # Its own words are for the person.
            taken = _("Ce numéro est celui d’une autre application : vérifiez-le avec la personne.")
            form.add_error("phone", taken)
        except DomainError as refused:
            form.add_error("phone", str(refused))
        else:
            told = _("L’application est liée au %(phone)s. Un e-mail le dit à la personne.")
            messages.success(request, told % {"phone": mask_phone(phone)})
            return redirect("backoffice:person", dotation_id)
    note_look(request, [dotation.client_id])
    context = {"form": form, "dotation": dotation, "account": account}
    return render(request, "backoffice/number.html", context)
