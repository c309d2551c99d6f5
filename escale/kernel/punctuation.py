"""What surrounds a value, as the reader's language has it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from escale.kernel.languages import is_english
from escale.kernel.numbers import NO_BREAK_SPACE


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
