from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser


class ActiveAccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """A closed account answers like a wrong password: nobody learns that it exists (S2)."""

    def _check_password(
        self, user: AbstractBaseUser | None, password: str
    ) -> AbstractBaseUser | None:
        checked: AbstractBaseUser | None = super()._check_password(user, password)
        return checked if checked is not None and checked.is_active else None
