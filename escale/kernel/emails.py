"""E-mail addresses that can be written to: the one definition, whoever gives them (D4).

Before the « @ », ASCII alone: what else is there is an accent or a look-alike, and is refused with
a proposal. After it, Latin letters, accents included: kept as they are typed, and travelling as
punycode (`ascii_address`). No network is asked. Likely slips: hints.py.
"""

import re
import unicodedata
from functools import lru_cache

import idna
from confusable_homoglyphs import categories, confusables
from django.conf import settings
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from escale.kernel.errors import DomainError
from escale.kernel.text import HYPHENS, clean, fold, without_marks

RESERVED_SUFFIXES = (".example", ".invalid", ".test", ".localhost", ".local")
MAX_LENGTH = 254

_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*")
# One address among other words: « Lou Robin <lou@…> », « lou@…; robin@… ».
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"/|@]+@[^\s<>()\[\],;:\"/|@]+")
# What never stands in an address, and often beside one.
_BESIDE = re.compile(r"[<>()\[\]]|mailto:|^[,;]|[,;]$", re.IGNORECASE)
# Of Latin letters, and what all alphabets share.
_SCRIPTS = frozenset({"LATIN", "COMMON", "INHERITED"})


class EmailRefused(DomainError):
    """`meant` is the address to write instead, where there is one to propose."""

    code = "email-refused"

    def __init__(self, message: str, *, meant: str = "") -> None:
        super().__init__(message)
        self.meant = meant


def parse_email(raw: str) -> str:
    """The address with its domain in lower case. Raises EmailRefused, which says what to do.

    Full-width letters and odd hyphens become the ordinary ones.
    """
    raw = without_marks(raw).strip(" \u00a0\u202f")
    if raw.count("@") > 1 or _BESIDE.search(raw):
        _check_is_alone(raw)
    if any(character in raw for character in "\r\n\0"):
        raise EmailRefused(_("Cette adresse contient un saut de ligne. Ressaisissez-la."))
    address = clean(raw)
    if not address.isascii():
        address = clean(_in_ordinary_letters(address))
    if not address:
        raise EmailRefused(_("Indiquez une adresse e-mail : prenom.nom@domaine.fr."))
    local, at, domain = address.rpartition("@")
    if not at:
        raise EmailRefused(_("Il manque le « @ » : prenom.nom@domaine.fr."))
    if " " in address:
        raise EmailRefused(_("Une adresse e-mail ne contient pas d’espace. Retirez-la."))
    domain = domain.lower()
    _check_letters(local, domain)
    if domain.isascii() and _is_plain(local, address):
        _check_domain(domain)
        return f"{local}@{domain}"
    return _checked_by_library(f"{local}@{domain}")


def _check_is_alone(raw: str) -> None:
    """Raises EmailRefused of two addresses, or of one with somebody's name beside it."""
    found = list(dict.fromkeys(_ADDRESS.findall(raw)))
    if len(found) > 1:
        raise EmailRefused(
            _("Cette case contient plusieurs adresses. Gardez-en une : %(first)s ?")
            % {"first": found[0]},
            meant=found[0],
        )
    if found and found[0] != raw:
        raise EmailRefused(
            _("Gardez seulement l’adresse : %(meant)s.") % {"meant": found[0]}, meant=found[0]
        )


def is_mended(typed: str, address: str) -> bool:
    """Whether `parse_email` put ordinary letters and hyphens in the place of others."""
    return clean(without_marks(typed)).casefold() != address.casefold()


def ascii_address(address: str) -> str:
    """As an envelope names it: the domain in punycode and lower case (RFC 5891)."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{_ascii_domain(domain)}"


def readable_address(address: str) -> str:
    """The same as people write it."""
    local, at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return f"{local}{at}{idna.decode(domain)}"
    except idna.IDNAError:
        return address


def same_address(first: str, second: str) -> bool:
    """Whether two addresses reach the same person: letter case and punycode aside (D4)."""
    return ascii_address(first).casefold() == ascii_address(second).casefold()


def domain_of(address: str) -> str:
    """What follows the last @, as `ascii_address` has it."""
    return _ascii_domain(address.rpartition("@")[2])


def domain_as_typed(address: str) -> str:
    """As tables keep it."""
    return address.rpartition("@")[2]


def in_plain_letters(address: str) -> str | None:
    """The address that was probably meant by one with accents or look-alikes before its « @ », or
    letters of another alphabet after; None where there is nothing to propose."""
    local, at, domain = address.rpartition("@")
    plain = _latin(local)
    meant = f"{fold(plain) if not plain.isascii() else plain}{at}{_latin(domain)}"
    is_better = meant != address and meant.rpartition("@")[0].isascii()
    return meant if is_better and _is_latin(meant) else None


def _in_ordinary_letters(address: str) -> str:
    """NFKC, composed: « ｌｏｕ＠… », « a‑b@… » as they were meant."""
    ordinary = "".join(_ordinary(letter) for letter in address)
    return unicodedata.normalize("NFC", ordinary).translate(HYPHENS)


def _ordinary(letter: str) -> str:
    """One that stands for a sign and something more (« ⒈ ») is nobody's way to write it."""
    meant = unicodedata.normalize("NFKC", letter)
    return meant if len(meant) == 1 or meant.isalnum() else letter


def _check_letters(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    if local.isascii() and (domain.isascii() or _is_latin(domain)):
        return
    meant = in_plain_letters(address)
    told = {"meant": meant}
    if not _is_latin(address):
        if meant is None:
            raise EmailRefused(
                _(
                    "Cette adresse contient une lettre d’un autre alphabet. Ressaisissez-la avec "
                    "les lettres de a à z."
                )
            )
        raise EmailRefused(
            _(
                "Une lettre de cette adresse vient d’un autre alphabet, et ressemble à la bonne : "
                "%(meant)s ?"
            )
            % told,
            meant=meant,
        )
    if meant is None:
        raise EmailRefused(
            _("Avant le « @ », une adresse n’a que des lettres de a à z, sans accent. Vérifiez-la.")
        )
    said = _("Une adresse n’a pas d’accent avant le « @ » : %(meant)s ?") % told
    raise EmailRefused(said, meant=meant)


def _is_latin(text: str) -> bool:
    return text.isascii() or all(_script(letter) in _SCRIPTS for letter in text)


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return str(categories.alias(letter))


def _latin(text: str) -> str:
    """Each letter of another alphabet as the one of a to z that looks like it, where there is."""
    if _is_latin(text):
        return text
    return "".join(_look_alike(letter) for letter in text)


@lru_cache(maxsize=1024)
def _look_alike(letter: str) -> str:
    if _script(letter) in _SCRIPTS:
        return letter
    found = confusables.is_confusable(letter, preferred_aliases=["latin"]) or []
    glyphs = [glyph["c"] for one in found for glyph in one["homoglyphs"]]
    return next((glyph for glyph in glyphs if glyph.isascii() and glyph.isalpha()), letter)


@lru_cache(maxsize=4096)
def _ascii_domain(domain: str) -> str:
    """One that cannot be written so stays as it is: whoever accepted it has refused it."""
    lowered = domain.lower()
    if lowered.isascii():
        return lowered
    try:
        return idna.encode(unicodedata.normalize("NFC", lowered)).decode()
    except idna.IDNAError:
        return lowered


def _is_plain(local: str, address: str) -> bool:
    return len(local) <= 64 and len(address) <= MAX_LENGTH and bool(_PLAIN_LOCAL.fullmatch(local))


@lru_cache(maxsize=4096)
def _domain_verdict(domain: str) -> str:
    """Empty when the library accepts the domain, else its reason: asked once for each domain."""
    try:
        validate_email(f"x@{domain}", check_deliverability=False)
    except EmailNotValidError as error:
        return str(error) or "invalid"
    return ""


def _check_domain(domain: str) -> None:
    """In whichever letters it was typed, it has a form that travels."""
    if domain.endswith(RESERVED_SUFFIXES) and not settings.ACCEPT_RESERVED_DOMAINS:
        raise EmailRefused(_("Ce domaine est réservé aux exemples : il ne reçoit pas d’e-mail."))
    if "." not in domain:
        raise EmailRefused(_("Il manque la fin du domaine, par exemple « .fr » ou « .com »."))
    travels = _ascii_domain(domain)
    if not travels.isascii() or not _is_punycode(travels) or _domain_verdict(_judged(travels)):
        raise EmailRefused(
            _("Le domaine après le « @ » n’est pas valable. Vérifiez son orthographe.")
        )


def _is_punycode(domain: str) -> bool:
    """Or has none. Any alphabet may be written so: it is ASCII, and travels as it is."""
    if "xn--" not in domain:
        return True
    try:
        idna.decode(domain)
    except idna.IDNAError:
        return False
    return True


def _judged(domain: str) -> str:
    """The library refuses reserved suffixes whatever precedes them: judge the rest under .com."""
    for suffix in RESERVED_SUFFIXES:
        if domain.endswith(suffix):
            return domain.removesuffix(suffix) + ".com"
    return domain


def _checked_by_library(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    _check_domain(domain)
    # As it travels: the library would blame what precedes the « @ ».
    if len(ascii_address(address)) > MAX_LENGTH:
        raise EmailRefused(_("Cette adresse dépasse 254 caractères. Vérifiez-la."))
    try:
        # Strict: 64 characters at most, which servers hold to.
        validate_email(
            f"{local}@{_judged(_ascii_domain(domain))}", check_deliverability=False, strict=True
        )
    except EmailNotValidError:
        raise EmailRefused(
            _("La partie avant le « @ » n’est pas valable. Vérifiez points et caractères.")
        ) from None
    return address
