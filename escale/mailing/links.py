"""Links that leave in e-mails: signed when the message is rendered, so that none is ever stored."""

from dataclasses import dataclass
from typing import Self, TypedDict

from django.conf import settings

from escale.kernel.tokens import sign


class StoredLink(TypedDict):
    path: str
    purpose: str
    payload: str


@dataclass(frozen=True, slots=True)
class SignedLink:
    """`path` holds `{token}`, as in "/activer/{token}". The same fields give the same address."""

    path: str
    purpose: str
    payload: str

    @classmethod
    def restored(cls, stored: StoredLink) -> Self:
        return cls(stored["path"], stored["purpose"], stored["payload"])

    def stored(self) -> StoredLink:
        return {"path": self.path, "purpose": self.purpose, "payload": self.payload}

    def url(self) -> str:
        return settings.SITE_URL + self.path.format(token=sign(self.purpose, self.payload))
