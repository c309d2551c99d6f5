from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _

from escale.accounts.identifiers import read_identifier


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Takes the code as people copy it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        told = {
            "login": _("Saisissez votre code client ou votre adresse e-mail."),
            "password": _("Saisissez votre mot de passe."),
        }
        for name, sentence in told.items():
            self.fields[name].error_messages["required"] = sentence

    def clean_login(self) -> str:
        return read_identifier(super().clean_login())
