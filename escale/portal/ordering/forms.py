from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from escale.orders.states import PaymentMeans, ProductKind
from escale.webkit.workbook_field import WorkbookField
from escale.workbooks.limits import ORDER_LIMITS

OFFERED_MEANS = (PaymentMeans.CARD, PaymentMeans.TRANSFER)


def first_error(form: forms.Form) -> str:
    """The first thing to mend, as a sentence."""
    return str(next(iter(form.errors.values()))[0])


class ProductForm(forms.Form):
    product = forms.TypedChoiceField(choices=ProductKind.choices, coerce=ProductKind)


class SourceForm(forms.Form):
    """A file, or a past order; `joins` adds its lines to those already there."""

    joins = forms.BooleanField(required=False)


class UploadForm(SourceForm):
    file = WorkbookField(ORDER_LIMITS)


class CopyForm(SourceForm):
    order = forms.IntegerField(
        error_messages={
            "required": _("Choisissez une commande."),
            "invalid": _("Choisissez une commande."),
        }
    )


class ConfirmationForm(forms.Form):
    """The total that was seen goes with the confirmation: nothing else is ordered."""

    payment_means = forms.TypedChoiceField(
        choices=[(means.value, means.label) for means in OFFERED_MEANS],
        coerce=PaymentMeans,
        error_messages={"required": _("Choisissez un moyen de règlement.")},
    )
    accepted = forms.BooleanField(
        error_messages={"required": _("Acceptez les conditions pour commander.")}
    )
    total = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def confirmed(self) -> dict[str, Any]:
        return {
            "payment_means": self.cleaned_data["payment_means"],
            "expected_total": self.cleaned_data["total"],
        }
