"""Whether a cell still says what is stored, after what spreadsheets do to it."""

import unicodedata

from escale.exchange.cells import clean_amount
from escale.kernel.errors import DomainError
from escale.kernel.text import clean, in_our_digits, whole_number, without_marks
from escale.workbooks.sheet import Cell
from escale.workbooks.writing import writable

# An .ods writes these as elements, which its reader passes over.
LOST_IN_ODS = dict.fromkeys(map(ord, "\t\n\r"))


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not clean(without_marks(cell))


def same_text(cell: Cell, stored: str) -> bool:
    if cell == stored:
        return True
    return _plain(without_marks(str(cell))) in {
        _plain(stored),
        _plain(stored.translate(LOST_IN_ODS)),
    }


def same_matricule(cell: Cell, stored: str) -> bool:
    """« 1 » for « 001 » is what a spreadsheet leaves of it, and no other person's."""
    return same_text(cell, stored) or (
        stored.isdigit() and _bare_number(cell) == stored.lstrip("0") != ""
    )


def _bare_number(cell: Cell) -> str:
    return whole_number(in_our_digits(without_marks(str(cell)))).strip().lstrip("0")


def same_amount(cell: Cell, stored: str) -> bool:
    """`stored` in euros, as it is exported."""
    try:
        return clean_amount(cell) == clean_amount(stored)
    except DomainError:
        return False


def _plain(text: str) -> str:
    """What of a text a file can carry, composed, on one line."""
    return clean(unicodedata.normalize("NFC", writable(text)))
