"""E-mail addresses: syntax without any network, comparison (D4). Likely slips: hints.py."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from escale.kernel.errors import DomainError
from escale.kernel.text import clean

RESERVED_SUFFIXES = (".example", ".invalid", ".test", ".localhost", ".local")
MAX_LENGTH = 254

_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*")


class EmailRefused(DomainError):
    code = "email-refused"


def parse_email(raw: str) -> str:
    """The address with its domain in lower case. Raises EmailRefused, which says what to do."""
    if any(character in raw.strip(" \u00a0\u202f") for character in "\r\n\0"):
        raise EmailRefused(_("Cette adresse contient un saut de ligne. Ressaisissez-la."))
    address = clean(raw)
    if not address:
        raise EmailRefused(_("Indiquez une adresse e-mail : prenom.nom@domaine.fr."))
    local, at, domain = address.rpartition("@")
    if not at:
        raise EmailRefused(_("Il manque le « @ » : prenom.nom@domaine.fr."))
    if " " in address:
        raise EmailRefused(_("Une adresse e-mail ne contient pas d’espace. Retirez-la."))
    domain = domain.lower()
    if domain.isascii() and _is_plain(local, address):
        _check_domain(domain)
        return f"{local}@{domain}"
    return _checked_by_library(f"{local}@{domain}")


def _is_plain(local: str, address: str) -> bool:
    return len(local) <= 64 and len(address) <= MAX_LENGTH and bool(_PLAIN_LOCAL.fullmatch(local))


def same_address(first: str, second: str) -> bool:
    """Whether two addresses reach the same person: letter case aside (D4)."""
    return first.casefold() == second.casefold()


@lru_cache(maxsize=4096)
def _domain_verdict(domain: str) -> str:
    """Empty when the library accepts the domain, else its reason: asked once for each domain."""
    try:
        validate_email(f"x@{domain}", check_deliverability=False)
    except EmailNotValidError as error:
        return str(error) or "invalid"
    return ""


def _check_domain(domain: str) -> None:
    if domain.endswith(RESERVED_SUFFIXES) and not settings.ACCEPT_RESERVED_DOMAINS:
        raise EmailRefused(_("Ce domaine est réservé aux exemples : il ne reçoit pas d’e-mail."))
    if "." not in domain:
        raise EmailRefused(_("Il manque la fin du domaine, par exemple « .fr » ou « .com »."))
    if _domain_verdict(_judged(domain)):
        raise EmailRefused(
            _("Le domaine après le « @ » n’est pas valable. Vérifiez son orthographe.")
        )


def _judged(domain: str) -> str:
    """The library refuses reserved suffixes whatever precedes them: judge the rest under .com."""
    for suffix in RESERVED_SUFFIXES:
        if domain.endswith(suffix):
            return domain.removesuffix(suffix) + ".com"
    return domain


def _checked_by_library(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    _check_domain(domain)
    try:
        # Strict: 64 characters at most, which servers hold to.
        validate_email(f"{local}@{_judged(domain)}", check_deliverability=False, strict=True)
    except EmailNotValidError:
        raise EmailRefused(
            _("La partie avant le « @ » n’est pas valable. Vérifiez points et caractères.")
        ) from None
    if len(address) > MAX_LENGTH:
        raise EmailRefused(_("Cette adresse dépasse 254 caractères. Vérifiez-la."))
    return address


def domain_of(address: str) -> str:
    """What follows the last @, in lower case."""
    return address.rpartition("@")[2].lower()
