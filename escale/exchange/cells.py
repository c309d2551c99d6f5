"""From a cell to a value that may be stored: one function for each column, shared by all files.

Each takes what the sheet holds and raises a DomainError that says what to write instead.
"""

import re
from datetime import date, time, timedelta
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.exchange.errors import CellRefused, FormulaRefused
from escale.kernel.emails import parse_email
from escale.kernel.phones import parse_mobile
from escale.kernel.text import clean, fold, in_our_digits, whole_number, without_marks
from escale.workbooks.sheet import Cell

_AMOUNT = re.compile(
    r"(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))? ?(?:€|eur|euros?)?", re.IGNORECASE | re.ASCII
)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2}", re.IGNORECASE | re.ASCII)
_IDENTIFIER = re.compile(r"\d{1,18}", re.ASCII)
# What spreadsheets show of a formula that failed, in English and in French.
_ERROR = re.compile(
    r"#(?:N/A|N/D|REF ?!|VALUE!|VALEUR ?!|NAME\?|NOM ?\?|DIV/0 ?!|NULL!|NUL ?!|NUM!|NOMBRE ?!"
    r"|SPILL!|ERROR!|ERREUR ?!|EPARS!|CALC!|GETTING_DATA|BLOCKED!|UNKNOWN!|FIELD!|CHAMP!|BUSY!"
    r"|CONNECT!|#+)|Err:\d{3}",
    re.IGNORECASE | re.ASCII,
)
LARGEST_IDENTIFIER = 10**18


def clean_matricule(cell: Cell) -> str:
    """Text: « 001 » and « 1 » are two people (D6)."""
    text = whole_number(in_our_digits(_text(cell)))
    if _ROUNDED.fullmatch(text.strip()):
        raise CellRefused(
            _(
                "Le tableur a remplacé ce matricule par un nombre arrondi. Mettez la colonne au"
                " format Texte et ressaisissez-le."
            )
        )
    return _bounded(text, "matricule")


def clean_last_name(cell: Cell) -> str:
    return _bounded(_text(cell), "last_name")


def clean_first_name(cell: Cell) -> str:
    return _bounded(_text(cell), "first_name")


def clean_email(cell: Cell) -> str:
    """What surrounds it in the cell, an end of line too, is none of it (D4)."""
    return parse_email(_text(cell).strip())


def clean_phone(cell: Cell) -> str:
    """E.164. A number is the ten digits whose zero the spreadsheet ate (D3)."""
    return parse_mobile(cell if isinstance(cell, int | float) else _text(cell))


def clean_amount(cell: Cell) -> int:
    """Cents; the issuer's rule on them is its product's (orders/catalogue.py)."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _cents_of_text(_text(cell))
    return round(cell * 100) if abs(cell) < 10**9 else 10**11


def clean_status(cell: Cell) -> DotationStatus | None:
    """The status a former portal gave, by its label (R27); None where the cell is blank."""
    label = fold(clean(_text(cell)))
    if not label:
        return None
    status = _statuses().get(label)
    if status is None:
        raise CellRefused(
            _("Ce statut est inconnu. Reprenez un libellé de l’export, ou laissez la case vide.")
        )
    return status


def clean_identifier(cell: Cell) -> int:
    if type(cell) is int and 0 <= cell < LARGEST_IDENTIFIER:
        return cell
    text = whole_number(clean(in_our_digits(_text(cell))))
    if not _IDENTIFIER.fullmatch(text):
        raise CellRefused(_("L’identifiant est un nombre. Reprenez celui du fichier exporté."))
    return int(text)


def shown(cell: Cell) -> str:
    """The cell as a message quotes it."""
    return clean(str(cell))


def check_has_value(cell: Cell) -> None:
    """Raises CellRefused of a formula that failed, or that was never computed: neither is blank."""
    if not isinstance(cell, str) or not cell or cell[0] not in "=#E ":
        return
    text = clean(cell)
    if _ERROR.fullmatch(text):
        raise FormulaRefused(
            _(
                "La formule de cette case renvoie %(error)s. Corrigez-la, ou tapez la valeur à sa"
                " place."
            )
            % {"error": text}
        )
    if without_marks(text).startswith("="):
        raise FormulaRefused(
            _(
                "Cette case contient une formule sans valeur. Ouvrez le fichier dans votre tableur,"
                " enregistrez-le, ou tapez la valeur à sa place."
            )
        )


def _text(cell: Cell) -> str:
    """Without what a spreadsheet put around it."""
    if isinstance(cell, str):
        check_has_value(cell)
        return without_marks(cell)
    if isinstance(cell, bool | date | time | timedelta):
        raise CellRefused(
            _(
                "Le tableur a remplacé cette valeur par une date ou un booléen. Mettez la colonne"
                " au format Texte et ressaisissez-la."
            )
        )
    return str(cell)


def _bounded(raw: str, field: str) -> str:
    text = clean(raw)
    longest = _max_length(field)
    if not text:
        raise CellRefused(_("Cette case est vide. Complétez-la."))
    if len(text) > longest:
        raise CellRefused(
            _("Ce texte dépasse %(longest)s caractères. Raccourcissez-le.") % {"longest": longest}
        )
    return text


@cache
def _max_length(field: str) -> int:
    return getattr(Dotation._meta.get_field(field), "max_length", None) or 0


def _cents_of_text(text: str) -> int:
    compact = clean(in_our_digits(text))
    if not compact:
        raise CellRefused(_("Cette case est vide. Indiquez le montant en euros, par exemple 150."))
    match = _AMOUNT.fullmatch(compact)
    if match is None or len(compact) > 20:
        raise CellRefused(_("Ce montant n’est pas lisible. Indiquez des euros, par exemple 150."))
    euros, cents = match.groups()
    return int(euros.replace(" ", "")) * 100 + int((cents or "0").ljust(2, "0"))


@cache
def _statuses() -> dict[str, DotationStatus]:
    # Files speak French whatever the language of the page that takes them.
    with override("fr"):
        labels = {fold(str(status.label)): status for status in DotationStatus if status.label}
    return labels | {"erreur sur e-mail": DotationStatus.EMAIL_ERROR}
