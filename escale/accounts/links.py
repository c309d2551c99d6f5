"""The link that lets somebody choose a new password: signed, never stored (ADR 0005).

It names the person and a print of their password and address: changing either kills it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.crypto import salted_hmac

from escale.accounts.models import User
from escale.kernel.tokens import BadToken, unsign
from escale.mailing.links import SignedLink

PURPOSE = "new-password"
LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PasswordClaim:
    """What a genuine link says; whether it is still good is for the person's row to tell."""

    user_id: int
    print: str
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + LIFETIME


def password_link(user: User, *, issued_at: datetime) -> SignedLink:
    fields = (user.pk, int(issued_at.timestamp()), print_of(user))
    return SignedLink(
        path="/nouveau-mot-de-passe/{token}/", purpose=PURPOSE, payload=".".join(map(str, fields))
    )


def read_password_token(token: str) -> PasswordClaim | None:
    """None for a token that we did not make, whatever is wrong with it."""
    try:
        user_id, issued_at, mark = unsign(PURPOSE, token).split(".")
        return PasswordClaim(int(user_id), mark, datetime.fromtimestamp(int(issued_at), tz=UTC))
    except (BadToken, ValueError):
        return None


def print_of(user: User) -> str:
    """Says nothing of the password, and changes with it."""
    return salted_hmac(PURPOSE, f"{user.password} {user.address}").hexdigest()[:24]
