from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from escale.accounts.actions.record_refused_sign_in import record_refused_sign_in
from escale.accounts.actions.record_sign_in import record_sign_in
from escale.accounts.attempts import attempt
from escale.accounts.known_devices import Owner, known_device, remember_device
from escale.accounts.models import User
from escale.accounts.queries import person_who_signs_in
from escale.rate_limits.counting import Taken, forget
from escale.rate_limits.limits import Attempt
from escale.tenancy.scopes import system_scope

KIND = "member"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are opened by the issuer; a refused sign-in never says which half was wrong (R1)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Code client, adresse ou mot de passe incorrect."),
        "too_many_login_attempts": _(
            "Trop d’essais. Attendez un quart d’heure, puis recommencez ; "
            "si vous avez oublié votre mot de passe, demandez-en un nouveau."
        ),
    }

    _taken: Taken | None = None

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Counts the try; beyond the limits the password is not looked at."""
        name = credentials["username"].lower()
        device = device_of(request, name)
        self._taken = attempt(request, Attempt.SIGN_IN, about=name, device=device)
        if self._taken is None:
            with system_scope():
                record_refused_sign_in(identifier=credentials["username"])
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """What the library calls after a success."""
        if self._taken:
            self._taken.give_back()

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
        return remember_member(answer, user)

    def forget_failures(self, request: HttpRequest, user: User) -> None:
        """Of somebody who has just proved who they are."""
        device = device_of(request, user.identifier)
        forget(Attempt.SIGN_IN, about=f"{user.identifier} {device}")


def remember_member(answer: HttpResponse, user: User) -> HttpResponse:
    """This browser is one of the person's, with their present password."""
    return remember_device(answer, _owner(user))


def device_of(request: HttpRequest, identifier: str) -> str:
    """Which of the person's known devices this is; empty for none of them."""
    return known_device(request, KIND, identifier, lambda: _owner_named(identifier))


def _owner_named(identifier: str) -> Owner | None:
    with system_scope():
        user = person_who_signs_in(identifier)
    return _owner(user) if user else None


def _owner(user: User) -> Owner:
    return Owner(KIND, user.identifier, user.password)
