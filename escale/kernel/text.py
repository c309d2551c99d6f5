"""Text as people mean it: without the traps of spreadsheets, comparable without accents."""

import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'"}
)
_INVISIBLE = {"Cc", "Cf"}
# Stored where a name was: the same whatever the language of who asks.
NAME_ERASED = "effacé"


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
    """Lower case without accents: how names are searched and headers compared (R23)."""
    if text.isascii():
        return text.lower().replace("\0", "")
    return _without_accents(text)


@lru_cache(maxsize=8192)
def _without_accents(text: str) -> str:
    # Decomposed twice: lowering a letter may compose it again, and a decomposed one may be upper.
    lowered = unicodedata.normalize("NFKD", text).lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(
        character for character in decomposed if not unicodedata.combining(character)
    ).replace("\0", "")
