"""What a person reads, from a template folder (subject.txt, body.txt, body.mjml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.utils.translation import override

from escale.kernel.brand import product_names
from escale.kernel.emails import readable_address
from escale.kernel.punctuation import of_name
from escale.mailing.links import restored
from escale.mailing.models import OutgoingMessage
from escale.mailing.moulds import Mould, mould_for

# Values that a sentence may put after « de »: each has its `of_` beside it, « d’ANCV Client ».
NAMES = ("client_name", "organisation", "from_client")
_LINE_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class FilledMould:
    """A mould, and what fills it: as it is, and as HTML wants it."""

    mould: Mould
    values: dict[str, str]

    @property
    def subject(self) -> str:
        """Whatever the values hold, a subject cannot start a second header."""
        return _LINE_BREAKS.sub(" ", _joined(self.mould.subject, self.values)).strip()

    @property
    def escaped(self) -> dict[str, str]:
        escaped = {name: escape(value) for name, value in self.values.items()}
        escaped["subject"] = escape(self.subject)
        return escaped


def fill_mould(message: OutgoingMessage) -> FilledMould:
    """The message in its reader's language. The same message gives the same text at each try."""
    values = message.context | {
        "recipient": readable_address(message.recipient),
        "language": message.language,
        "site_url": settings.SITE_URL,
        "brand": settings.BRAND_NAME,
        # No picture is fetched: theirs cannot be shown, and ours is not theirs.
        "has_logo": bool(settings.BRAND_LOGO),
        "products": product_names("connect"),
        "links": {name: restored(stored).written() for name, stored in message.links.items()},
    }
    with override(message.language):
        values |= {f"of_{name}": of_name(values[name]) for name in NAMES if values.get(name)}
    return FilledMould(*mould_for(message.template, message.language, values))


def render_message(message: OutgoingMessage) -> RenderedMessage:
    filled = fill_mould(message)
    return RenderedMessage(
        filled.subject,
        _joined(filled.mould.text, filled.values),
        _joined(filled.mould.html, filled.escaped),
    )


def _joined(pieces: Sequence[str], values: dict[str, str]) -> str:
    return "".join(values[piece] if index % 2 else piece for index, piece in enumerate(pieces))
