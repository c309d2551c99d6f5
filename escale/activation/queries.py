from dataclasses import dataclass
from enum import StrEnum

from escale.dotations.links import read_activation_token
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.kernel import clock

UNUSABLE = (DotationStatus.ORDERED, DotationStatus.EXPIRED, DotationStatus.CANCELLED)


class LinkState(StrEnum):
    VALID = "valid"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"
    # Forged, cut, of a dotation that is gone: one answer for all, it teaches nothing.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link leads to. `dotation` only where the link is good: a dead one shows nothing."""

    state: LinkState
    dotation: Dotation | None = None


def open_link(token: str) -> OpenedLink:
    """Read an activation link without spending anything: mail scanners open links too (D1)."""
    claim = read_activation_token(token)
    if claim is None:
        return OpenedLink(LinkState.UNKNOWN)
    dotation = (
        Dotation.objects.select_related("client", "order").filter(pk=claim.dotation_id).first()
    )
    if dotation is None or dotation.status in UNUSABLE:
        return OpenedLink(LinkState.UNKNOWN)
    if claim.generation != dotation.link_generation:
        return OpenedLink(LinkState.REPLACED)
    if dotation.has_account or dotation.is_closed:
        return OpenedLink(LinkState.USED)
    if clock.now() >= claim.expires_at:
        return OpenedLink(LinkState.EXPIRED)
    return OpenedLink(LinkState.VALID, dotation)
