from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from escale.bounces.states import BounceState
from escale.inquiries.models import MAX_LENGTH
from escale.kernel import clock
from escale.kernel.money import format_euros
from escale.orders.actions.record_received_payment import ReceivedPayment
from escale.orders.models import Order
from escale.orders.states import PaymentMeans

# What staff receive, and record by hand.
DEFERRED = (PaymentMeans.TRANSFER, PaymentMeans.CHEQUE)


class PaymentForm(forms.Form):
    """What was received: anything else than the amount due is not this order's payment."""

    means = forms.TypedChoiceField(
        label=_("Moyen reçu"),
        choices=[(means.value, means.label) for means in DEFERRED],
        coerce=PaymentMeans,
    )
    amount = forms.DecimalField(
        label=_("Montant reçu (€)"), max_digits=14, decimal_places=2, localize=True, min_value=0
    )
    received_on = forms.DateField(
        label=_("Reçu le"), widget=forms.DateInput(attrs={"type": "date"}), localize=False
    )
    cheque_number = forms.CharField(
        label=_("N° du chèque (facultatif)"), max_length=20, required=False
    )

    def __init__(self, *args: object, order: Order, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.order = order
        self.fields["means"].initial = order.payment_means
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean_amount(self) -> int:
        cents = int(self.cleaned_data["amount"] * 100)
        if cents != self.order.total:
            raise forms.ValidationError(
                _(
                    "Le montant attendu est %(total)s. Un autre montant ne règle pas cette commande"
                    "\u00a0: voyez avec le client."
                )
                % {"total": format_euros(self.order.total)}
            )
        return cents

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if not self.order.placed_on <= day <= clock.today():
            raise forms.ValidationError(
                _("Cette date doit être entre celle de la commande et aujourd’hui.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("cheque_number") and typed.get("means") == PaymentMeans.TRANSFER:
            self.add_error(
                "cheque_number",
                _(
                    "Un virement n’a pas de numéro de chèque\u00a0: choisissez le moyen "
                    "«\u00a0Chèque\u00a0», ou effacez ce numéro."
                ),
            )
        return typed

    @property
    def received(self) -> ReceivedPayment:
        given = self.cleaned_data
        return ReceivedPayment(given["means"], given["received_on"], given["cheque_number"])


class AnswerForm(forms.Form):
    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    body = forms.CharField(
        label=_("Votre réponse"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 8})
    )


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Motif, pour le journal"), max_length=200)


class CancelDotationsForm(forms.Form):
    """Asked twice: `seen` is how many dotations the page that was confirmed had announced."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=200,
        error_messages={"required": _("Écrivez le motif : le client le lira.")},
    )
    seen = forms.IntegerField(required=False, min_value=0)


class BounceForm(forms.Form):
    """`decision` is the button that was pressed."""

    message_id = forms.IntegerField(
        label=_("Numéro de l’e-mail qu’il concerne"), required=False, min_value=1
    )
    decision = forms.ChoiceField(
        choices=[(BounceState.APPLIED, ""), (BounceState.DISCARDED, "")], required=True
    )
