"""What surrounds a value, as the reader's language has it."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from escale.kernel.languages import is_english
from escale.kernel.numbers import NO_BREAK_SPACE
from escale.kernel.text import fold

# What « de » leaves its e to. Nobody can tell a silent h by its letters: « de Hauteville » stays.
_ELIDES = re.compile(r"[aeiou]|y[^\W\d_aeiouy]")
_HOUR = r"\d+ *h(?: *\d\d)?\b"
_HOURS = re.compile(rf"(?:\bde +)?{_HOUR}(?: +à +{_HOUR})?")


def with_colon(label: str) -> str:
    """« Téléphone : », “Phone:” in English."""
    return f"{label}:" if is_english() else f"{label}{NO_BREAK_SPACE}:"


def quoted(text: str) -> str:
    """« Matricule », “Matricule” in English."""
    return f"“{text}”" if is_english() else f"«{NO_BREAK_SPACE}{text}{NO_BREAK_SPACE}»"


def enumerated(words: Sequence[str]) -> str:
    """« un, deux et trois », “one, two and three” in English."""
    *first, last = words
    return _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def alternatives(words: Sequence[str]) -> str:
    """« un, deux ou trois », “one, two or three” in English."""
    *first, last = words
    return _("%(first)s ou %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def of_name(name: object) -> str:
    """« d’ANCV Client », « de Kerdraon »; “of Kerdraon” in English."""
    if is_english():
        return f"of {name}"
    return f"d’{name}" if _ELIDES.match(fold(str(name))) else f"de {name}"


def with_whole_hours(text: str) -> str:
    """« de 9 h à 18 h 30 » as somebody typed it, which the end of a line never cuts."""
    return _HOURS.sub(lambda hours: hours[0].replace(" ", NO_BREAK_SPACE), text)
