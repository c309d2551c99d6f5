from django import forms
from django.utils.translation import gettext_lazy as _

from escale.beneficiary.forms import PasswordForm


class SignInForm(PasswordForm):
    # Any text: a wrong address and a wrong password get one answer.
    email = forms.CharField(
        label=_("Votre adresse e-mail"),
        max_length=254,
        error_messages={"required": _("Indiquez votre adresse e-mail.")},
    )
    field_order = ("email", "password")


class DigitsForm(forms.Form):
    """Six digits, with the spaces that a phone's keyboard may add."""

    digits = forms.CharField(
        max_length=20, error_messages={"required": _("Saisissez les six chiffres.")}
    )

    def clean_digits(self) -> str:
        typed = "".join(str(self.cleaned_data["digits"]).split())
        if not (typed.isascii() and typed.isdigit()):
            raise forms.ValidationError(_("Le code ne contient que des chiffres."))
        if len(typed) != 6:
            raise forms.ValidationError(
                _("Le code compte 6 chiffres, vous en avez saisi %(count)s.")
                % {"count": len(typed)}
            )
        return typed


class SecretForm(DigitsForm):
    """The secret code, twice: nobody can read it again."""

    again = forms.CharField(
        max_length=20, error_messages={"required": _("Saisissez le code une seconde fois.")}
    )

    def clean(self) -> dict[str, str]:
        values: dict[str, str] = super().clean() or {}
        if "digits" in values and "".join(values.get("again", "").split()) != values["digits"]:
            self.add_error("again", _("Les deux codes sont différents. Ressaisissez-les."))
        return values
