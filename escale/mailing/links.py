"""Keys that leave in e-mails, as links or to be typed: made when the message is rendered, so that
none is ever stored."""

from dataclasses import dataclass
from typing import NotRequired, TypeAlias, TypedDict

from django.conf import settings

from escale.kernel.tokens import sign, sign_for_typing


class StoredKey(TypedDict):
    # Of a link alone.
    path: NotRequired[str]
    purpose: str
    payload: str


@dataclass(frozen=True, slots=True)
class SignedLink:
    """`path` holds `{token}`, as in "/activer/{token}". The same fields give the same address."""

    path: str
    purpose: str
    payload: str

    def stored(self) -> StoredKey:
        return {"path": self.path, "purpose": self.purpose, "payload": self.payload}

    def written(self) -> str:
        return settings.SITE_URL + self.path.format(token=sign(self.purpose, self.payload))


@dataclass(frozen=True, slots=True)
class TypedKey:
    """A short code for whoever cannot follow the link. The same fields give the same code."""

    purpose: str
    payload: str

    def stored(self) -> StoredKey:
        return {"purpose": self.purpose, "payload": self.payload}

    def written(self) -> str:
        return sign_for_typing(self.purpose, self.payload)


Key: TypeAlias = SignedLink | TypedKey


def restored(stored: StoredKey) -> Key:
    """The key that `stored()` described."""
    if "path" in stored:
        return SignedLink(stored["path"], stored["purpose"], stored["payload"])
    return TypedKey(stored["purpose"], stored["payload"])
