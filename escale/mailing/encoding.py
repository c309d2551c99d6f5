"""Text as it travels: quoted-printable bodies (RFC 2045), encoded words in headers (RFC 2047).

A body is encoded in pieces, those that never change once only. Each piece ends at the beginning of
a line, by a soft break where there is none of its own, so that any piece may follow any other.
"""

import base64
from binascii import b2a_qp
from collections.abc import Sequence

LINE_END = b"\r\n"
SOFT_BREAK = b"=\r\n"
LONGEST_LINE = 76
# 45 bytes are 60 letters of base64: with its frame a word stays under 75.
MOST_WORD_BYTES = 45
MOST_PLAIN_HEADER = 60


def encode_literals(pieces: Sequence[str]) -> tuple[bytes | str, ...]:
    """Literals (the even ones) as they travel; the names between them as they are."""
    return tuple(piece if index % 2 else encode_piece(piece) for index, piece in enumerate(pieces))


def encode_piece(text: str) -> bytes:
    """Quoted-printable, in lines of 76 at most that end in CRLF; at the start of a line after."""
    if not text:
        return b""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # The end of a line is added and taken off: it tells the encoder which one is ours, and a space
    # before it is encoded.
    raw = text.replace("\n", "\r\n").encode() + LINE_END
    encoded = b2a_qp(raw, istext=True)[: -len(LINE_END)]
    return encoded if encoded.endswith(LINE_END) else _broken_off(encoded)


def _broken_off(encoded: bytes) -> bytes:
    """With a soft break at its end; before its last letter too, where the line is full."""
    if len(encoded.rpartition(LINE_END)[2]) < LONGEST_LINE:
        return encoded + SOFT_BREAK
    last = 3 if encoded[-3:-2] == b"=" else 1
    return encoded[:-last] + SOFT_BREAK + encoded[-last:] + SOFT_BREAK


def encode_header(text: str) -> bytes:
    """One line of a header: plain where it may be, else encoded words on folded lines."""
    if text.isascii() and len(text) <= MOST_PLAIN_HEADER and "=?" not in text:
        return text.encode()
    words, current = [], b""
    for letter in text:
        raw = letter.encode("utf-8", "replace")
        if len(current) + len(raw) > MOST_WORD_BYTES:
            words.append(current)
            current = b""
        current += raw
    words.append(current)
    return b"\r\n ".join(b"=?utf-8?b?%b?=" % base64.b64encode(word) for word in words)
