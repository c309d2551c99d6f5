"""What surrounds a value, as the reader's language has it."""

from escale.kernel.languages import is_english
from escale.kernel.numbers import NO_BREAK_SPACE


def with_colon(label: str) -> str:
    """« Téléphone : », “Phone:” in English."""
    return f"{label}:" if is_english() else f"{label}{NO_BREAK_SPACE}:"


def quoted(text: str) -> str:
    """« Matricule », “Matricule” in English."""
    return f"“{text}”" if is_english() else f"«{NO_BREAK_SPACE}{text}{NO_BREAK_SPACE}»"
