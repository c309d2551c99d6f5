from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.orders.states import PaymentMeans, ProductKind
from escale.portal.reference_field import ReferenceField
from escale.webkit.workbook_field import WorkbookField
from escale.workbooks.limits import ORDER_LIMITS

# What follows from each.
HINTS = {
    PaymentMeans.CARD: _("Réglée à l’étape suivante\u00a0: la production commence aussitôt."),
    PaymentMeans.TRANSFER: _("La production commence à la réception de votre virement."),
    PaymentMeans.CHEQUE: _("La production commence à la réception de votre chèque."),
}


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

    client_reference = ReferenceField()
    payment_means = forms.TypedChoiceField(
        coerce=PaymentMeans,
        error_messages={
            "required": _("Choisissez un moyen de règlement."),
            "invalid_choice": _("Ce moyen de règlement n’est pas proposé. Choisissez-en un autre."),
        },
    )
    accepted = forms.BooleanField(
        error_messages={"required": _("Acceptez les conditions pour commander.")}
    )
    total = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, means: Sequence[PaymentMeans], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.means = means
        choices = [(one.value, one.label) for one in means]
        self.fields["payment_means"].choices = choices  # type: ignore[attr-defined]

    @property
    def offered(self) -> list[tuple[PaymentMeans, Promise, bool]]:
        """Each means with what follows from it, and whether it is the one to tick."""
        asked = self["payment_means"].value()
        ticked = asked if asked in self.means else self.means[0]
        return [(one, HINTS[one], one == ticked) for one in self.means]

    @property
    def kept_reference(self) -> str | None:
        """What was typed, whatever else is to be mended; None where it is too long."""
        if not self.is_bound or "client_reference" in self.errors:
            return None
        return str(self.cleaned_data["client_reference"])

    @property
    def confirmed(self) -> dict[str, Any]:
        return {
            "payment_means": self.cleaned_data["payment_means"],
            "expected_total": self.cleaned_data["total"],
        }
