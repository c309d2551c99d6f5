from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Takes the code as people copy it: « 1 000 001 », in any case."""

    def clean_login(self) -> str:
        typed: str = super().clean_login()
        return "".join(typed.split()).lower()
