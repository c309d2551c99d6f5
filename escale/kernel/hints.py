"""« Vouliez-vous dire … ? »: the one rule behind the hints of every door (D4).

No network, and no address leaves: what is known of domains comes with the call.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from escale.kernel.emails import domain_of
from escale.kernel.slips import targets
from escale.kernel.text import fold


@dataclass(frozen=True, slots=True)
class KnownDomains:
    """What a client's own mail teaches of domains, in lower case.

    `familiar` are proposed, and never doubted; `trusted` are real although they look like slips;
    `dismissed` are pairs (typed, proposed) that nobody wants to hear of again.
    """

    familiar: frozenset[str] = frozenset()
    trusted: frozenset[str] = frozenset()
    dismissed: frozenset[tuple[str, str]] = frozenset()


NOTHING_KNOWN = KnownDomains()


def suggest_address(address: str, domains: KnownDomains = NOTHING_KNOWN) -> str | None:
    """The address that was probably meant, which has no hint itself; None for most."""
    local, at, typed = address.strip().rpartition("@")
    if not at or not local:
        return None
    typed = typed.lower()
    likely = None if typed in domains.trusted else _likely_domain(typed, _familiar_in(domains))
    meant = typed if likely is None or (typed, likely) in domains.dismissed else likely
    likely_local = local if (meant, meant) in domains.dismissed else _without_accents(local)
    if (likely_local, meant) == (local, typed):
        return None
    return f"{likely_local}@{meant}"


def is_beyond_doubt(address: str) -> bool:
    """Whether it has no hint, whatever a client's mail teaches: most addresses."""
    usual = targets(_familiar_in(NOTHING_KNOWN))
    return address.isascii() and usual.has(domain_of(address.strip()))


def hinted_pair(address: str, suggestion: str) -> tuple[str, str]:
    """What a hint says of domains; the same one twice where only accents are doubted."""
    return domain_of(address.strip()), domain_of(suggestion)


def _familiar_in(domains: KnownDomains) -> frozenset[str]:
    return domains.familiar.union(settings.FAMILIAR_MAIL_DOMAINS)


def _without_accents(local: str) -> str:
    """Addresses with accents exist, but « hélène@orange.fr » nearly always has one too many."""
    if local.isascii():
        return local
    folded = fold(local)
    return folded if folded.isascii() else local


@lru_cache(maxsize=8192)
def _likely_domain(typed: str, familiar: frozenset[str]) -> str | None:
    """Asked once for each domain: a file has many people and few domains."""
    return targets(familiar).meant(typed)
