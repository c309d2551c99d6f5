"""What a text says of one recipient, among others."""

import re

from escale.bounces.parsing.addresses import addresses_in

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_ANSWER = re.compile(r"(?<![\w.])[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
AROUND = 600
MOST_PLACES = 5
BEFORE = 200
ENOUGH_LETTERS = 12


def near(address: str, text: str) -> str:
    """The lines that name this recipient, each to the end of its paragraph or to another's line."""
    kept: list[str] = []
    end = 0
    while address and len(kept) < MOST_PLACES:
        at = text.find(address, end)
        if at < 0:
            break
        start = max(text.rfind("\n", 0, at) + 1, at - BEFORE, end)
        kept.append(_lines_of(address, text[start : at + AROUND]))
        end = max(start + len(kept[-1]), at + len(address))
    told = "\n".join(kept)
    return told if len(told) > len(address) + ENOUGH_LETTERS else ""


def _lines_of(address: str, text: str) -> str:
    first, *others = _PARAGRAPH_END.split(text)[0].splitlines()
    kept = [first]
    for line in others:
        if _is_of_another(line, address):
            break
        kept.append(line)
    return "\n".join(kept)


def answers_in(text: str) -> str:
    """The lines that give what another server answered."""
    return "\n".join(line for line in text.splitlines() if _ANSWER.search(line))


def _is_of_another(line: str, address: str) -> bool:
    """A line that begins with an address, or with a code and an address."""
    found = addresses_in(line[:AROUND])
    if not found or found[0].lower() == address.lower():
        return False
    return bool(re.match(rf"[\W\d]*{re.escape(found[0])}", line))
