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
