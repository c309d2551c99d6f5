from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from escale.accounts.actions.record_refused_sign_in import record_refused_sign_in
from escale.accounts.actions.record_sign_in import record_sign_in
from escale.accounts.known_devices import known_device, remember_device
from escale.accounts.models import User
from escale.tenancy.scopes import system_scope


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are opened by the issuer; a refused sign-in never says which half was wrong (R1)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Code client, adresse ou mot de passe incorrect."),
        "too_many_login_attempts": _(
            "Trop d’essais. Attendez un quart d’heure, puis recommencez ; "
            "si vous avez oublié votre mot de passe, demandez-en un nouveau."
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Counts the try; beyond the limits the password is not looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            with system_scope():
                record_refused_sign_in(identifier=credentials["username"])
            raise

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """A closed account answers like a wrong password: nobody learns that it exists (S2)."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:  # noqa: ANN401
        # Nobody's page yet: whose client this is, and the line about it, are behind the wall.
        with system_scope():
            record_sign_in(user=user)
        answer: HttpResponse = super().post_login(request, user, **facts)
        return remember_device(answer, user.identifier)

    def forget_failures(self, request: HttpRequest, user: User) -> None:
        """Of somebody who has just proved who they are."""
        self._delete_login_attempts_cached_email(request, username=user.identifier)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """The library's own has the Host header in it, which whoever tries passwords chooses."""
        identifier = credentials.get("username", "").lower()
        return f"{identifier} {known_device(request, identifier)}"
