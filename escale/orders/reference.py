"""The structured reference of a transfer: ISO 11649, « RF18 2800 886 » (mod 97, as an IBAN)."""

import re

_COMPACT = re.compile(r"RF(\d{2})(\d{1,21})")


def transfer_reference(number: int) -> str:
    """By groups of four, as people copy it and banks print it."""
    compact = f"RF{_check_digits(str(number)):02d}{number}"
    return " ".join(compact[index : index + 4] for index in range(0, len(compact), 4))


def order_number_in(typed: str) -> int | None:
    """The order that a reference names, however it was typed; None where its digits are wrong."""
    compact = re.sub(r"[\s.-]", "", typed).upper()
    match = _COMPACT.fullmatch(compact)
    if match is None or int(match[1]) != _check_digits(match[2]):
        return None
    return int(match[2])


def _check_digits(digits: str) -> int:
    # R is 27 and F is 15 in the standard's alphabet; 00 stands for the digits to find.
    return 98 - int(f"{digits}271500") % 97
