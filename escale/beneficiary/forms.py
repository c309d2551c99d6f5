from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escale.kernel.emails import EmailRefused, parse_email


class AddressForm(forms.Form):
    """An address as a person types it."""

    email = forms.CharField(
        label=_("Votre adresse e-mail"),
        max_length=254,
        error_messages={"required": _("Indiquez votre adresse e-mail : prenom.nom@domaine.fr.")},
    )

    def clean_email(self) -> str:
        try:
            return parse_email(self.cleaned_data["email"])
        except EmailRefused as refusal:
            raise ValidationError(str(refusal)) from None


class PasswordForm(forms.Form):
    """Only that it is there: what it must be is for the action to say. Never stripped."""

    password = forms.CharField(
        label=_("Mot de passe"),
        max_length=128,
        strip=False,
        error_messages={"required": _("Saisissez votre mot de passe.")},
    )
