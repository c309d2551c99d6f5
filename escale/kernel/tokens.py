"""Signed tokens: what they carry is readable, nobody else can make one, nothing is stored.

A token is its payload and 160 bits of HMAC-SHA-256 bound to a purpose, so that a token made for one
use is worth nothing for another. SECRET_KEY_FALLBACKS keeps older tokens valid after a rotation.
"""

import base64
import binascii
import hashlib
import hmac
import re
from functools import lru_cache

from django.conf import settings

MAC_BYTES = 20
CASELESS_MAC_BYTES = 10
# Crockford's: no letter that looks like a digit; those are read as the digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKE = str.maketrans("OIL", "011")
DIGITS = 6


class BadToken(Exception):
    """Forged, cut, or made for another purpose: never say which."""


def sign(purpose: str, payload: str) -> str:
    """URL-safe text that carries the payload and proves that we made it."""
    body = payload.encode()
    mac = _mac(settings.SECRET_KEY, purpose, body)[:MAC_BYTES]
    return base64.urlsafe_b64encode(mac + body).rstrip(b"=").decode()


def unsign(purpose: str, token: str) -> str:
    """The payload of a token made by `sign` for the same purpose. Raises BadToken."""
    try:
        raw = base64.b64decode(
            token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True
        )
    except (ValueError, binascii.Error):
        raise BadToken from None
    # One token has one spelling: unused trailing bits of base64 must not give it a second one.
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != token:
        raise BadToken
    return _checked(purpose, raw[:MAC_BYTES], raw[MAC_BYTES:])


def sign_caseless(purpose: str, payload: str) -> str:
    """The same in lower-case letters and digits, short enough for a local part (80 bits)."""
    body = payload.encode()
    mac = _mac(settings.SECRET_KEY, purpose, body)[:CASELESS_MAC_BYTES]
    return base64.b32encode(mac + body).rstrip(b"=").decode().lower()


def unsign_caseless(purpose: str, token: str) -> str:
    """The payload of a token made by `sign_caseless`, whatever its letter case. Raises BadToken."""
    try:
        raw = base64.b32decode(token.upper().encode("ascii") + b"=" * (-len(token) % 8))
    except (ValueError, binascii.Error):
        raise BadToken from None
    if base64.b32encode(raw).rstrip(b"=").decode() != token.upper():
        raise BadToken
    return _checked(purpose, raw[:CASELESS_MAC_BYTES], raw[CASELESS_MAC_BYTES:])


def sign_digits(purpose: str, payload: str) -> str:
    """Six digits for a person to copy, the same each time: only the payload need be kept.

    A million values: whoever asks for them must limit the tries.
    """
    return _digits(settings.SECRET_KEY, purpose, payload)


def digits_match(purpose: str, payload: str, typed: str) -> bool:
    """Whether these are the digits of `sign_digits`, made before or after a rotation of the key."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # Every key is tried, so that the time taken says nothing of which one was right.
    found = [
        hmac.compare_digest(_digits(key, purpose, payload).encode(), typed.encode()) for key in keys
    ]
    return any(found)


def _digits(key: str, purpose: str, payload: str) -> str:
    # 64 bits over a million: no value is likelier than another by more than 1 in 10^13.
    drawn = int.from_bytes(_mac(key, f"digits:{purpose}", payload.encode())[:8], "big")
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def _checked(purpose: str, mac: bytes, body: bytes) -> str:
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        if hmac.compare_digest(_mac(key, purpose, body)[: len(mac)], mac) and len(mac) >= 10:
            return _text(body)
    raise BadToken


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadToken from None


def _mac(key: str, purpose: str, body: bytes) -> bytes:
    return hmac.digest(_purpose_key(key, purpose), body, hashlib.sha256)


@lru_cache(maxsize=64)
def _purpose_key(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), b"escale:" + purpose.encode(), hashlib.sha256)


def sign_for_typing(purpose: str, payload: str) -> str:
    """Ten letters and digits that a person copies by hand, « 7KQ3M-9D2XA »: 50 bits of proof.

    They carry no payload: who checks them knows what they should stand for.
    """
    return _typed_form(_mac(settings.SECRET_KEY, purpose, payload.encode()))


def is_signed_for_typing(purpose: str, payload: str, typed: str) -> bool:
    """Whether what was typed, in any case, with or without hyphens, was made for this payload."""
    compact = re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(LOOK_ALIKE).encode()
    found = False
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        expected = _typed_form(_mac(key, purpose, payload.encode())).replace("-", "").encode()
        found |= hmac.compare_digest(expected, compact)
    return found


def _typed_form(mac: bytes) -> str:
    number = int.from_bytes(mac[:8], "big")
    letters = [ALPHABET[number >> shift & 31] for shift in range(0, 50, 5)]
    return "".join(letters[:5]) + "-" + "".join(letters[5:])
