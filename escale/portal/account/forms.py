from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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
