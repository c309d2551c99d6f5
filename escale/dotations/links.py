"""The activation link: signed, never stored (ADR 0005).

It names a dotation, the generation of its address and the moment of its mail. Changing the address
starts a new generation, so that every earlier link dies in the same transaction (D1).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from escale.dotations.models import Dotation
from escale.kernel.tokens import BadToken, unsign
from escale.mailing.links import SignedLink

PURPOSE = "activation"
PATH = "/activer/{token}/"
LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ActivationClaim:
    """What a genuine link says; whether it is still good is for the dotation to tell."""

    dotation_id: int
    generation: int
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + LIFETIME


def activation_link(dotation: Dotation, *, issued_at: datetime) -> SignedLink:
    payload = f"{dotation.pk}.{dotation.link_generation}.{int(issued_at.timestamp())}"
    return SignedLink(path=PATH, purpose=PURPOSE, payload=payload)


def read_activation_token(token: str) -> ActivationClaim | None:
    """None for a token that we did not make, whatever is wrong with it."""
    try:
        dotation_id, generation, issued_at = map(int, unsign(PURPOSE, token).split("."))
    except (BadToken, ValueError):
        return None
    return ActivationClaim(dotation_id, generation, datetime.fromtimestamp(issued_at, tz=UTC))
