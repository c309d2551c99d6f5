"""Addresses as servers write them, in any alphabet (RFC 6533)."""

import re
import unicodedata

MOST_ADDRESSES = 50
# Chinese, Japanese and Korean write no blank beside an address: theirs are read where something
# else sets them apart.
_LETTER = r"[^\W\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]"
_SIGNS = r"!#$%&'*+/=?^`{|}~.-"


def _written_in(letter: str) -> str:
    return (
        rf"(?:\"[^\"\s@]{{1,64}}\"|(?:{letter}|[{_SIGNS}]){{1,64}})@"
        rf"{letter}(?:(?:{letter}|[.-]){{0,252}}{letter})?"
    )


_APART = _written_in(r"\w")
_ADDRESS = re.compile(
    rf"(?<=<){_APART}(?=>)|(?<!{_LETTER})(?<![.@+-]){_written_in(_LETTER)}", re.IGNORECASE
)
_ALONE = re.compile(rf"\s*<?({_APART})>?\s*")
_X400 = re.compile(r"^.*smtp=", re.IGNORECASE)
# How a report in ASCII writes a letter of another alphabet.
_ESCAPED = re.compile(r"\\x\{([0-9a-f]{1,6})\}", re.IGNORECASE)


def addresses_in(text: str) -> list[str]:
    """Each address once, in the order they are written."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(unicodedata.normalize("NFC", text)):
        # As X.400 names them, « dda:SMTP=a@b.example ».
        address = _X400.sub("", match[0]).lstrip("'").rstrip(".")
        if not address.startswith("@"):
            found.setdefault(address.lower(), address)
        if len(found) == MOST_ADDRESSES:
            break
    return list(found.values())


def address_of(field: str) -> str:
    """Of a field such as « rfc822; <a@b.example> »; empty where there is none."""
    value = field.partition(";")[2] if re.match(r"\s*[\w-]+\s*;", field) else field
    value = _ESCAPED.sub(_letter, re.sub(r"\(.*?\)", "", value))
    alone = _ALONE.fullmatch(unicodedata.normalize("NFC", value))
    return alone[1].lstrip("'") if alone else next(iter(addresses_in(value)), "")


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
