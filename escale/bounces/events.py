"""What a door tells: one event about one message, whoever read it."""

import hashlib
from dataclasses import dataclass

from escale.bounces.matching import Match
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient, BounceKind, ParsedBounce
from escale.kernel.emails import same_address

_GRAVITY = [BounceClass.NONE, BounceClass.DELIVERED, BounceClass.DELAYED, BounceClass.FAILED]
NOTHING = BouncedRecipient("", BounceClass.NONE)


@dataclass(frozen=True, slots=True)
class DeliveryEvent:
    """`identity` is the same when the event is told again. `content` is empty for a webhook."""

    identity: bytes
    match: Match
    kind: BounceKind
    said: BouncedRecipient
    returned_to: str = ""
    content: bytes = b""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.identity).hexdigest()


def said_of(parsed: ParsedBounce, recipient: str) -> BouncedRecipient:
    """What it says of our recipient, or, where it names others (an alias), the gravest it says."""
    own = [
        said for said in parsed.recipients if recipient and same_address(said.address, recipient)
    ]
    told = own or list(parsed.recipients)
    return max(told, key=lambda said: _GRAVITY.index(said.bounce_class), default=NOTHING)
