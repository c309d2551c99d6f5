from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    file = forms.FileField(
        error_messages={
            "required": _("Choisissez d’abord un fichier."),
            "empty": _("Ce fichier est vide. Choisissez-en un autre."),
        }
    )


class ConfirmationForm(forms.Form):
    """Whether rows left unchanged get their activation mail again: only if it was asked (R44)."""

    resend = forms.BooleanField(required=False)
