from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escale.beneficiary.forms import AddressForm
from escale.kernel import clock

OLDEST = timedelta(days=120 * 365)


class AccountForm(AddressForm):
    """First step (R47)."""

    birth_date = forms.DateField(
        label=_("Votre date de naissance"),
        required=False,
        error_messages={"invalid": _("Indiquez une date comme 21/08/1985, ou laissez vide.")},
    )
    terms = forms.BooleanField(
        label=_("J’accepte les conditions d’utilisation"),
        error_messages={"required": _("Acceptez les conditions d’utilisation pour continuer.")},
    )

    # The address that a hint was shown for: sent again as it is, it is meant.
    hinted = forms.CharField(required=False, max_length=254)

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        today = clock.today()
        if born and not today - OLDEST < born < today:
            raise ValidationError(_("Vérifiez l’année de naissance, ou laissez vide."))
        return born


class CodeForm(AddressForm):
    """The short code of the e-mail, in place of its link."""

    code = forms.CharField(
        label=_("Code de l’e-mail"),
        max_length=40,
        error_messages={"required": _("Recopiez le code de l’e-mail : dix lettres et chiffres.")},
    )
