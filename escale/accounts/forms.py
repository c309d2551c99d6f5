from allauth.account.forms import LoginForm

from escale.accounts.identifiers import read_identifier


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Takes the code as people copy it."""

    def clean_login(self) -> str:
        return read_identifier(super().clean_login())
