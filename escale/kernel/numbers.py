"""Whole numbers, written as its reader does."""

from escale.kernel.languages import is_english

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def grouped(number: int) -> str:
    """12345 as « 12 345 », as “12,345” in English."""
    return f"{number:,}" if is_english() else f"{number:,}".replace(",", NARROW_SPACE)


def order_number(number: int) -> str:
    """2800901 as « 2 800 901 » (R13), in English too: it is a name, not a quantity."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def by_fours(iban: str) -> str:
    """« FR14 2004 1010 … », as people read it aloud and banks print it."""
    compact = iban.replace(" ", "")
    fours = (compact[start : start + 4] for start in range(0, len(compact), 4))
    return " ".join(fours)
