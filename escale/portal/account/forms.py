from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escale.accounts.identifiers import read_identifier
from escale.clients.models import Client, Role
from escale.kernel.phones import PhoneRefused, format_phone, parse_line
from escale.webkit.email_field import EmailField

NAME = {"required": _("Indiquez votre nom : vos collègues vous reconnaîtront.")}


class PasswordForm(forms.Form):
    """The action judges the passwords; here only that the new one was typed twice alike."""

    current = forms.CharField(label=_("Mot de passe actuel"), strip=False)
    new = forms.CharField(label=_("Nouveau mot de passe"), strip=False)
    again = forms.CharField(label=_("Nouveau mot de passe, une seconde fois"), strip=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("new") and typed.get("again") and typed["new"] != typed["again"]:
            self.add_error("again", _("Les deux saisies diffèrent. Recommencez."))
        return typed


class PreferencesForm(forms.Form):
    """What members decide of themselves."""

    full_name = forms.CharField(label=_("Votre nom"), max_length=150, error_messages=NAME)
    receives_order_mails = forms.BooleanField(
        label=_("Recevoir une copie des e-mails des commandes"), required=False
    )
    is_told_of_errors = forms.BooleanField(
        label=_("Être prévenu quand une adresse ne fonctionne plus"), required=False
    )
    receives_digest = forms.BooleanField(
        label=_("Recevoir le récapitulatif quotidien"), required=False
    )


class OrganisationForm(forms.Form):
    contact_name = forms.CharField(label=_("Personne à joindre"), max_length=150, required=False)
    email = EmailField(label=_("Adresse e-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=30, required=False)
    address = forms.CharField(label=_("Adresse postale"), max_length=300, required=False)

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        try:
            return parse_line(typed) if typed else ""
        except PhoneRefused as refusal:
            raise ValidationError(str(refusal)) from None

    @staticmethod
    def shown(client: Client) -> dict[str, str]:
        return {
            "contact_name": client.contact_name,
            "email": client.email,
            "phone": format_phone(client.phone),
            "address": client.address,
        }


class InvitationForm(forms.Form):
    email = EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        error_messages={"required": _("Indiquez une adresse : prenom.nom@domaine.fr.")},
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Role.choices,
        initial=Role.MANAGER,
        error_messages={"invalid_choice": _("Choisissez un rôle dans la liste.")},
    )


class NewPasswordForm(forms.Form):
    """The action judges the password; here only that it was typed twice alike."""

    password = forms.CharField(label=_("Mot de passe"), max_length=128, strip=False)
    again = forms.CharField(label=_("Mot de passe, une seconde fois"), max_length=128, strip=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("Les deux saisies diffèrent. Recommencez."))
        return typed


class NewcomerForm(NewPasswordForm):
    full_name = forms.CharField(label=_("Votre nom"), max_length=150, error_messages=NAME)


class ForgottenForm(forms.Form):
    identifier = forms.CharField(
        label=_("Code client ou adresse e-mail"),
        max_length=254,
        error_messages={"required": _("Indiquez votre code client, ou votre adresse e-mail.")},
    )

    def clean_identifier(self) -> str:
        return read_identifier(self.cleaned_data["identifier"])
