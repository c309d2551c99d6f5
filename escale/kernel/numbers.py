"""Whole numbers, written the French way."""

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def grouped(number: int) -> str:
    """12345 as « 12 345 »."""
    return f"{number:,}".replace(",", NARROW_SPACE)


def order_number(number: int) -> str:
    """2800901 as « 2 800 901 » (R13)."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)
