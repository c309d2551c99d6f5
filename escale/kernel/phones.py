"""Mobile numbers: cleaned of what spreadsheets do to them, stored in E.164, shown by pairs (D3)."""

import re
from functools import lru_cache

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from escale.kernel.errors import DomainError
from escale.kernel.text import in_our_digits, whole_number, without_marks

# Tried in turn: a number of Réunion typed nationally is invalid for the region FR. Those of
# Saint-Pierre-et-Miquelon have six digits, which a cut number has too: +508 must be said.
REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT")
# Other prefixes than metropolitan France whose numbers are dialled with the same ten digits.
NATIONAL_PREFIXES = ("+33", "+590", "+594", "+596", "+262")
MOBILE_TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
MAX_RAW_LENGTH = 40
# Digits from which there must be a second number: none has more than fifteen.
TWO_NUMBERS = 18

_SEPARATORS = re.compile(r"[\s\u00a0\u202f.\-/()\u2010-\u2015]+")
# Of one of ours, before the nine digits that all of them share.
_OUR_PREFIX = re.compile(r"(?:\+|00)?(?:33|590|594|596|262)(?:0)?(?=\d{9}$)", re.ASCII)
_FOREIGN = re.compile(r"(?:\+|00)(?!33|590|594|596|262|508)\d", re.ASCII)
# « 06,76,02,89,37 »: the comma separates pairs, or it is a decimal's.
_COMMAS = re.compile(r"\+?\d{1,4}(?:\s*,\s*\d{2}){4}", re.ASCII)
# Between two numbers in one cell.
_BETWEEN = re.compile(r"[;,|/\n]|\bet\b|\bou\b| - ")
_OTHER = re.compile(r"\D", re.ASCII)
_SCIENTIFIC = re.compile(r"\d[.,]?\d*\s*[eE]\s*\+?\d+", re.ASCII)
_PLAIN = re.compile(r"0[67]\d{8}", re.ASCII)
# As it is stored: nearly every number.
_FRENCH = re.compile(r"\+33\d{9}", re.ASCII)
_WITHOUT_ZERO = re.compile(r"[67]\d{8}", re.ASCII)


class PhoneRefused(DomainError):
    code = "phone-refused"


def parse_mobile(raw: str | float) -> str:
    """The mobile number in E.164, such as +33676028937.

    Accepts what people and spreadsheets write: separators, 0033…, +33 (0)6…, a leading `'` or `=`,
    a number whose zero Excel ate. Raises PhoneRefused, which says what to do.
    """
    text = _cleaned(raw)
    if _COMMAS.fullmatch(text):
        text = text.replace(",", " ")
    compact = _SEPARATORS.sub("", text)
    if _PLAIN.fullmatch(compact) and _is_metropolitan_mobile(compact[:5]):
        return "+33" + compact[1:]
    if _WITHOUT_ZERO.fullmatch(compact):
        compact = "0" + compact
    number = _first_valid(compact if compact.isdigit() else text) or _first_valid(
        _OUR_PREFIX.sub("0", compact)
    )
    if number is None:
        raise _refusal(text, compact)
    if phonenumbers.number_type(number) not in MOBILE_TYPES:
        raise PhoneRefused(
            _("Ce numéro n’est pas celui d’un mobile. Indiquez un numéro en 06 ou 07.")
        )
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def parse_line(raw: str) -> str:
    """Any number of a telephone, fixed or mobile, in E.164. Raises PhoneRefused."""
    number = _first_valid(_cleaned(raw))
    if number is None:
        raise PhoneRefused(_("Ce numéro n’existe pas. Vérifiez chaque chiffre : 01 00 00 00 00."))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def has_lost_its_zero(raw: object) -> bool:
    """Whether a number that `parse_mobile` accepts had its zero eaten by a spreadsheet."""
    if isinstance(raw, str) and raw[:1] == "0":
        return False
    text = whole_number(without_marks(str(raw)))
    return bool(_WITHOUT_ZERO.fullmatch(_SEPARATORS.sub("", text)))


def format_phone(e164: str) -> str:
    """Ten digits by pairs, « 06 76 02 89 37 »; the international form outside France."""
    ten = national_digits(e164)
    if ten is e164:
        return e164
    return f"{ten[:2]} {ten[2:4]} {ten[4:6]} {ten[6:8]} {ten[8:]}"


def national_digits(e164: str) -> str:
    """Ten digits as people type them, « 0676028937 »; the very same text outside France."""
    for prefix in NATIONAL_PREFIXES:
        if e164.startswith(prefix) and len(e164) == len(prefix) + 9:
            return f"0{e164[len(prefix) :]}"
    return e164


def mask_phone(e164: str) -> str:
    """The same with its middle hidden, « 06 •• •• 89 37 », for pages and mails of beneficiaries."""
    pairs = format_phone(e164).split(" ")
    if len(pairs) != 5:
        return e164[:4] + " •• •• " + e164[-2:]
    return " ".join([pairs[0], "••", "••", *pairs[3:]])


def phone_digits(text: str) -> str:
    """The digits a search compares: national ones, so that 06…, +33 6…, 0033 6… meet (R23)."""
    if _FRENCH.fullmatch(text):
        return "0" + text[3:]
    compact = _SEPARATORS.sub("", whole_number(in_our_digits(text)))
    digits = _OTHER.sub("", compact)
    for prefix in NATIONAL_PREFIXES:
        country = prefix[1:]
        for written in (prefix, "00" + country):
            if compact.startswith(written):
                rest = digits.removeprefix("00").removeprefix(country)
                return "0" + rest.removeprefix("0")
    return digits


def searched_digits(text: str) -> list[str]:
    """What somebody who types this may look for, the likeliest first; nothing without a digit.

    A foreign number as it is dialled, 0032…, and ours without its +, 33 6…, as they are stored.
    """
    digits = phone_digits(text)
    if not digits:
        return []
    ways = [digits]
    if digits.startswith("00"):
        ways.append(digits[2:])
    for prefix in NATIONAL_PREFIXES:
        if digits.startswith(prefix[1:]) and len(digits) > len(prefix):
            ways.append("0" + digits[len(prefix) - 1 :].removeprefix("0"))
    return list(dict.fromkeys(way for way in ways if way))


def _cleaned(raw: str | float) -> str:
    if isinstance(raw, bool):
        raise PhoneRefused(_("Le numéro de téléphone doit avoir 10 chiffres : 06 00 00 00 00."))
    if isinstance(raw, float):
        raw = str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else str(raw)
    text = without_marks(in_our_digits(str(raw).replace("\0", "")))
    text = whole_number(text.strip().lstrip("='\"’ ").strip("\"'"))
    if not text:
        raise PhoneRefused(_("Indiquez un numéro de mobile : 06 00 00 00 00."))
    if len(text) > MAX_RAW_LENGTH:
        raise PhoneRefused(
            _("Ce numéro est trop long. Il doit avoir 10 chiffres : 06 00 00 00 00.")
        )
    if _SCIENTIFIC.fullmatch(text):
        raise PhoneRefused(
            _(
                "Excel a remplacé ce numéro par un nombre arrondi. "
                "Mettez la colonne au format Texte et ressaisissez le numéro."
            )
        )
    return text


@lru_cache(maxsize=4096)
def _is_metropolitan_mobile(prefix: str) -> bool:
    """The library's verdict on a five-digit prefix, asked once: ranges are never finer (D3)."""
    number = phonenumbers.parse(prefix + "00000", "FR")
    return (
        phonenumbers.is_valid_number(number)
        and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    )


def _first_valid(text: str) -> phonenumbers.PhoneNumber | None:
    for region in REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            return None
        if number.extension:
            return None
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _refusal(text: str, compact: str) -> PhoneRefused:
    digits = sum(character.isdigit() for character in compact)
    if digits >= TWO_NUMBERS or any(_first_valid(part) for part in _BETWEEN.split(text)):
        return PhoneRefused(_("Cette case contient plusieurs numéros. Gardez celui du mobile."))
    if any(character.isalpha() for character in text):
        return PhoneRefused(
            _("Un numéro de téléphone ne contient que des chiffres : 06 00 00 00 00.")
        )
    if _FOREIGN.match(compact):
        return PhoneRefused(
            _("Ce numéro étranger est incomplet ou faux. Vérifiez l’indicatif et chaque chiffre.")
        )
    if "," in text:
        return PhoneRefused(_("Ce numéro contient une virgule. Écrivez-le ainsi : 06 00 00 00 00."))
    if digits != 10 and not compact.startswith(("+", "00")):
        return PhoneRefused(
            _("Le numéro compte %(count)s chiffres, il en faut 10 : 06 00 00 00 00.")
            % {"count": digits}
        )
    return PhoneRefused(_("Ce numéro n’est attribué à aucun mobile. Vérifiez chaque chiffre."))
