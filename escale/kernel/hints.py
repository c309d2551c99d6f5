"""« Vouliez-vous dire … ? »: the one rule behind the hints of every door (D4).

No network, and no address leaves: what is known of domains comes with the call.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from escale.kernel.emails import EmailRefused, domain_of, in_plain_letters
from escale.kernel.errors import DomainError
from escale.kernel.slips import targets


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
# Of a page, not of a person: a habit of the fingers before any name of the network.
PAGE = "www."


def suggest_address(address: str, domains: KnownDomains = NOTHING_KNOWN) -> str | None:
    """The address that was probably meant, which has no hint itself; None for most."""
    local, at, typed = address.strip().rpartition("@")
    if not at or not local:
        return None
    plain = in_plain_letters(address.strip())
    if plain is not None:
        # Refused as it is typed: what to write instead, whatever its domain.
        return suggest_address(plain, domains) or plain
    typed, known = typed.lower(), domain_of(address.strip())
    likely = None if known in domains.trusted else _likely_domain(typed, _familiar_in(domains))
    if likely is None or (known, likely) in domains.dismissed:
        likely = typed
    meant = f"{local.removeprefix(PAGE)}@{likely}"
    return meant if meant != f"{local}@{typed}" else None


def meant_by(refused: DomainError, domains: KnownDomains) -> str:
    """What to write instead of a refused address, its domain mended too; empty where none is."""
    meant = refused.meant if isinstance(refused, EmailRefused) else ""
    return (suggest_address(meant, domains) or meant) if meant else ""


def is_beyond_doubt(address: str) -> bool:
    """Whether it has no hint, whatever a client's mail teaches: most addresses."""
    usual = targets(_familiar_in(NOTHING_KNOWN))
    is_usual = address.isascii() and usual.has(domain_of(address.strip()))
    return is_usual and not address.strip().startswith(PAGE)


def hinted_pair(address: str, suggestion: str) -> tuple[str, str]:
    """What a hint says of domains; the same one twice where only what precedes is doubted."""
    return domain_of(address.strip()), domain_of(suggestion)


def _familiar_in(domains: KnownDomains) -> frozenset[str]:
    return domains.familiar.union(settings.FAMILIAR_MAIL_DOMAINS)


@lru_cache(maxsize=8192)
def _likely_domain(typed: str, familiar: frozenset[str]) -> str | None:
    """Asked once for each domain: a file has many people and few domains."""
    return targets(familiar).meant(typed)
