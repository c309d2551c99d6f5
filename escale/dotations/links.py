"""The activation link: signed, never stored (ADR 0005).

It names a dotation, the generation of its address and the moment of its mail. Changing the address
starts a new generation, so that every earlier link dies in the same transaction (D1).
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from escale.dotations.models import Dotation
from escale.kernel.tokens import BadToken, is_signed_for_typing, unsign
from escale.mailing.links import SignedLink, TypedKey

PURPOSE = "activation"
CODE_PURPOSE = "activation-code"
PATH = "/activer/{token}/"
TRACKING_PATH = "/ou-en-suis-je/{token}/"
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


def tracking_link(dotation: Dotation, *, issued_at: datetime) -> SignedLink:
    """« Où en suis-je ? »: the same token, which opens a page that only tells."""
    return replace(activation_link(dotation, issued_at=issued_at), path=TRACKING_PATH)


def typed_key(dotation: Dotation) -> TypedKey:
    """The short code that stands for the link; a resend to the same address carries the same."""
    return TypedKey(CODE_PURPOSE, f"{dotation.pk}.{dotation.link_generation}")


def is_code_of(dotation: Dotation, typed: str) -> bool:
    key = typed_key(dotation)
    return is_signed_for_typing(key.purpose, key.payload, typed)


def read_activation_token(token: str) -> ActivationClaim | None:
    """None for a token that we did not make, whatever is wrong with it."""
    try:
        dotation_id, generation, issued_at = map(int, unsign(PURPOSE, token).split("."))
    except (BadToken, ValueError):
        return None
    return ActivationClaim(dotation_id, generation, datetime.fromtimestamp(issued_at, tz=UTC))
