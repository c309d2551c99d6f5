"""Money: whole cents, rounded half up where a rate applies, written as its reader does (D5)."""

from decimal import ROUND_HALF_UP, Decimal

from escale.kernel.languages import is_english
from escale.kernel.numbers import NO_BREAK_SPACE, grouped


def commission(face_value: int, rate_percent: str | Decimal) -> int:
    """Cents of commission on cents of face value, half a cent going up (R10)."""
    exact = Decimal(face_value) * Decimal(rate_percent) / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(cents: int, *, part: int, whole: int) -> int:
    """Of an amount, what goes with a part of another, half a cent going up."""
    exact = Decimal(cents) * Decimal(part) / Decimal(whole)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def format_euros(cents: int) -> str:
    """« 10 100,00 € », “€10,100.00” in English."""
    euros, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    if is_english():
        return f"{sign}€{grouped(euros)}.{rest:02d}"
    return f"{sign}{grouped(euros)},{rest:02d}{NO_BREAK_SPACE}€"


def format_whole_euros(cents: int) -> str:
    """« 150 € », “€150” in English; with cents only where there are some."""
    if cents % 100:
        return format_euros(cents)
    if is_english():
        return f"€{grouped(cents // 100)}"
    return f"{grouped(cents // 100)}{NO_BREAK_SPACE}€"
