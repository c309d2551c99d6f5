"""What a text costs: its segments, in the alphabet of phones (GSM 03.38) or in UCS-2."""

import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Two septets each, which no segment may part.
_EXTENDED = frozenset("^{}\\[~]|€\f")
_SEVEN_BITS = (160, 153)
_SIXTEEN_BITS = (70, 67)

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "\u2011": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "œ": "oe",
        "Œ": "OE",
    }
)


def is_gsm7(text: str) -> bool:
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def segments(text: str) -> int:
    """How many SMS it leaves as, and is charged for."""
    if is_gsm7(text):
        return _packed([2 if letter in _EXTENDED else 1 for letter in text], *_SEVEN_BITS)
    return _packed([2 if ord(letter) > 0xFFFF else 1 for letter in text], *_SIXTEEN_BITS)


def simplified(text: str) -> str:
    """The same words in GSM-7 where they can be: one « ê » would more than halve a segment."""
    return "".join(_simplified(letter) for letter in text.translate(_TYPOGRAPHY))


def _simplified(letter: str) -> str:
    if is_gsm7(letter):
        return letter
    bare = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in bare if not unicodedata.combining(part))
    return bare if bare and is_gsm7(bare) else letter


def _packed(widths: list[int], alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    count, room = 1, joined
    for width in widths:
        if width > room:
            count, room = count + 1, joined
        room -= width
    return count
