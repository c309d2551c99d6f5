"""Addresses as servers write them."""

import re

MOST_ADDRESSES = 50
_ADDRESS = re.compile(
    r"(?<![\w.@+-])(\"[^\"\s@]{1,64}\"|[\w!#$%&'*+/=?^`{|}~.-]{1,64})@"
    r"([a-z0-9](?:[a-z0-9_.-]{0,252}[a-z0-9])?)",
    re.IGNORECASE,
)


def addresses_in(text: str) -> list[str]:
    """Each address once, in the order they are written."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text):
        # As X.400 names them, « dda:SMTP=a@b.example ».
        address = match[0].rpartition("=")[2].lstrip("'").rstrip(".")
        if not address.startswith("@"):
            found.setdefault(address.lower(), address)
        if len(found) == MOST_ADDRESSES:
            break
    return list(found.values())


def address_of(field: str) -> str:
    """Of a field such as « rfc822; <a@b.example> »; empty where there is none."""
    value = field.partition(";")[2] if re.match(r"\s*[\w-]+\s*;", field) else field
    return next(iter(addresses_in(re.sub(r"\(.*?\)", "", value))), "")
