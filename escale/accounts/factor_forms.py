"""The library's forms for the codes of a second factor, with tries that our own table counts."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from escale.accounts.adapter import device_of
from escale.accounts.attempts import attempt
from escale.accounts.models import User
from escale.rate_limits.limits import Attempt


class CountedCode:
    """Beyond the limit, the code is not looked at."""

    user: User

    def clean_code(self) -> str:
        # Who has stolen the password does not lock the person out of their own browser.
        device = device_of(context.request, self.user.identifier)
        about = str(self.user.pk)
        taken = attempt(context.request, Attempt.SECOND_FACTOR, about=about, device=device)
        if taken is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # of the form it is mixed into
        taken.give_back()
        return code


class CodeForm(CountedCode, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """At sign-in."""


class ConfirmationForm(CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """Before what asks who one is."""


class NewCodesForm(CountedCode, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new application."""
