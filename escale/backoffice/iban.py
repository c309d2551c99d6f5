"""Bank account numbers: ISO 13616, mod 97."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


def check_iban(typed: str) -> str:
    """Without its spaces, in capitals; empty stays empty. Raises ValidationError."""
    iban = re.sub(r"\s", "", typed).upper()
    if not iban:
        return ""
    if not _IBAN.fullmatch(iban) or not _has_good_key(iban):
        raise ValidationError(_("Cet IBAN n’est pas valable. Vérifiez chaque caractère."))
    return iban


def _has_good_key(iban: str) -> bool:
    digits = "".join(str(int(character, 36)) for character in iban[4:] + iban[:4])
    return int(digits) % 97 == 1
