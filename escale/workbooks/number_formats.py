"""Whole numbers as a sheet shows them where its format adds zeros: 7 in « 00000 » is « 00007 ».

Runs inside the parsing child.
"""

import re
from collections.abc import Sequence

# Colours, conditions and languages, « [$-40C] », say nothing of digits.
_BRACKETED = re.compile(r"\[[^\]]*\]")
# A quoted text, an escaped sign, a sign's width left blank, one sign.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|(.)', re.DOTALL)
_DIGITS = "0#?"
# What a format may hold besides digits and quoted texts, and still be that of a whole number.
_PLAIN = frozenset(" -/()+.\u00a0\u202f")
_DECIMALS = re.compile(r"[0#?][.,][0#?]")
LARGEST = 10**15

# « 0 » and « # » where digits go, texts for the rest.
Pattern = Sequence[tuple[bool, str]]


def padded_pattern(code: str) -> Pattern | None:
    """How a format writes whole numbers; None for one that leaves their digits alone."""
    section = _BRACKETED.sub("", code.split(";")[0])
    pattern = []
    for quoted, escaped, plain in _PIECE.findall(section):
        if plain and plain in _DIGITS:
            pattern.append((True, plain))
        elif not plain or plain in _PLAIN:
            pattern.append((False, quoted or escaped or plain))
        else:
            return None
    zeros = sum(is_digit and sign == "0" for is_digit, sign in pattern)
    digits = sum(is_digit for is_digit, _sign in pattern)
    # « 0# ## ## ## ## », a telephone's: one zero, and places for nine digits.
    pads = zeros > 1 or (zeros == 1 and digits > 1 and pattern[0] == (True, "0"))
    return pattern if pads and not _DECIMALS.search(section) else None


def as_shown(number: int, pattern: Pattern) -> str:
    """« 06 76 02 89 37 » of 676028937; digits beyond those of the format come first."""
    digits = list(str(number))
    shown: list[str] = []
    places = sum(is_digit for is_digit, _sign in pattern)
    for is_digit, sign in reversed(pattern):
        if not is_digit:
            shown.append(sign)
            continue
        places -= 1
        if not places:
            shown.append("".join(digits) or ("0" if sign == "0" else ""))
        elif digits:
            shown.append(digits.pop())
        elif sign == "0":
            shown.append("0")
    return "".join(reversed(shown))
