"""Links to a person's account: signed, never stored (ADR 0005).

They name the account, the generation of its password and the address they went to. Choosing a
password starts a new generation: whatever was sent before is dead.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from escale.activation.limits import RECOVERY_LIFETIME, WELCOME_LIFETIME
from escale.activation.models import Beneficiary
from escale.kernel.tokens import BadToken, unsign
from escale.mailing.links import SignedLink

PURPOSE = "account"
PATH = "/mot-de-passe/{token}/"


class Use(StrEnum):
    """What a link was sent for."""

    # « C’est parti », to the address on file.
    WELCOME = "w"
    # The same, to the address typed in the first step: following it confirms that address.
    CONFIRM = "c"
    RECOVER = "r"

    @property
    def lifetime(self) -> timedelta:
        return RECOVERY_LIFETIME if self == Use.RECOVER else WELCOME_LIFETIME


@dataclass(frozen=True, slots=True)
class AccountClaim:
    """What a genuine link says; whether it is still good is for the account to tell."""

    beneficiary_id: int
    generation: int
    use: Use
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + self.use.lifetime


def account_link(beneficiary: Beneficiary, *, use: Use, issued_at: datetime) -> SignedLink:
    fields = (beneficiary.pk, beneficiary.password_generation, use, int(issued_at.timestamp()))
    return SignedLink(path=PATH, purpose=PURPOSE, payload=".".join(map(str, fields)))


def read_account_token(token: str) -> AccountClaim | None:
    """None for a token that we did not make, whatever is wrong with it."""
    try:
        beneficiary_id, generation, use, issued_at = unsign(PURPOSE, token).split(".")
        issued = datetime.fromtimestamp(int(issued_at), tz=UTC)
        return AccountClaim(int(beneficiary_id), int(generation), Use(use), issued)
    except (BadToken, ValueError):
        return None
