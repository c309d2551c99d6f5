"""Text as people mean it: without the traps of spreadsheets, comparable without accents."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'"}
)
_INVISIBLE = {"Cc", "Cf"}
# What word processors and telephones put in the place of a hyphen: U+2011, en dash, minus…
HYPHENS = dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D), "-")
# Stored where a name was: the same whatever the language of who asks.
NAME_ERASED = "effacé"


# `="00501"`, which keeps a spreadsheet from counting, and the value of a cell that is one.
_LITERAL_FORMULA = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([+\d][\d\s.,-]*))\s*""", re.ASCII)
# Excel's mark of a text. « 't Hooft », « 's Gravesande » are names.
_TEXT_MARK = re.compile(r"\s*['’](?![A-Za-z][ \u00a0])")
_WHOLE_NUMBER = re.compile(r"(\+?\d+)[.,]0", re.ASCII)


def without_marks(text: str) -> str:
    """What a spreadsheet put around a value to keep it as it is typed is not part of it."""
    if not text or text[0] not in "='’ \u00a0":
        return text
    text = text.strip(" \u00a0")
    if literal := _LITERAL_FORMULA.fullmatch(text):
        return next(value for value in literal.groups() if value is not None)
    bare = _TEXT_MARK.sub("", text, count=1)
    return bare.removesuffix("'") if bare is not text and bare.count("'") == 1 else bare


def whole_number(text: str) -> str:
    """« 1001.0 » as the number it was before a program wrote it with decimals."""
    if found := _WHOLE_NUMBER.fullmatch(text.strip()):
        return found[1]
    return text


def in_our_digits(text: str) -> str:
    """« ０６… » and digits of other scripts as they are meant: what is stored is dialled."""
    if text.isascii():
        return text
    digits = (str(unicodedata.decimal(letter, letter)) for letter in text)
    return "".join(digits).replace("\uff0b", "+")


def clean(text: str) -> str:
    """One line, no control or invisible character, single ordinary spaces, trimmed."""
    if text.isprintable():
        # What it would remove is not printable: the usual case, ten times faster.
        return " ".join(text.split())
    visible = "".join(
        " " if character in "\t\r\n" else character
        for character in text
        if character in "\t\r\n" or unicodedata.category(character) not in _INVISIBLE
    )
    return " ".join(visible.split())


def fold(text: str) -> str:
    """Lower case without accents, invisible characters and odd hyphens: how names are searched and
    headers compared (R23).
    """
    if text.isascii():
        return text.lower().replace("\0", "")
    return _without_accents(text)


@lru_cache(maxsize=8192)
def _without_accents(text: str) -> str:
    # Decomposed twice: lowering a letter may compose it again, and a decomposed one may be upper.
    lowered = unicodedata.normalize("NFKD", text).lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered).translate(HYPHENS)
    return "".join(
        character
        for character in decomposed
        if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
    ).replace("\0", "")
