"""The e-mail itself: headers, envelope, text and HTML. One recipient, always: with two, one
server's refusal would go unseen."""

import re
from base64 import encodebytes
from collections.abc import Sequence
from email.utils import formataddr, formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from escale.mailing.attachments import PDF, Attachment, made
from escale.mailing.encoding import SOFT_BREAK, encode_header, encode_piece
from escale.mailing.links import restored
from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import prepare_for_provider
from escale.mailing.rendering import fill_mould, render_message
from escale.mailing.return_address import return_address

# "=_" cannot come up in quoted-printable: the parts need not be searched for it.
BOUNDARY = b"=_escale_=_"
# The name of the link that ends what comes regularly.
UNSUBSCRIBE = "unsubscribe"
_ADDRESS = re.compile(r"[\x21-\x7e]+@[\x21-\x7e]+")
# Of a message with a file, around the other: not the beginning of it either.
MIXED_BOUNDARY = b"=_escale_mixed_=_"
_HEAD = b"""\
From: %b
To: %b
Subject: %b
Date: %b
Message-ID: %b
Auto-Submitted: auto-generated
%bMIME-Version: 1.0
""".replace(b"\n", b"\r\n")
_ALTERNATIVES = (
    b"""\
Content-Type: multipart/alternative; boundary="%b"

--%b
""".replace(b"\n", b"\r\n")
    % (BOUNDARY, BOUNDARY)
)
_MIXED = (
    b"""\
Content-Type: multipart/mixed; boundary="%b"

--%b
""".replace(b"\n", b"\r\n")
    % (MIXED_BOUNDARY, MIXED_BOUNDARY)
)
_FILE = (
    b"""\
--%b
Content-Type: application/pdf; name="%%b"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="%%b"

%%b--%b--
""".replace(b"\n", b"\r\n")
    % (MIXED_BOUNDARY, MIXED_BOUNDARY)
)
_TEXT_HEAD, _HTML_HEAD = (
    b"Content-Type: text/%b; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    % kind
    for kind in (b"plain", b"html")
)
_BETWEEN = b"\r\n--%b\r\n" % BOUNDARY
_END = b"\r\n--%b--\r\n" % BOUNDARY


class Unwritable(ValueError):
    pass


def write_email(message: OutgoingMessage) -> bytes:
    """The message as it travels by SMTP, lines of ASCII ended by CRLF; its envelope apart.

    The same to a reader as `build_email`, at a small part of the cost.
    """
    check_recipient(message)
    filled = fill_mould(message)
    attachment = made(message.attachment)
    head = _HEAD % (
        _sender(settings.MAIL_FROM),
        message.recipient.encode(),
        encode_header(filled.subject),
        formatdate().encode(),
        message.message_id.encode(),
        b"".join(b"%b: %b\r\n" % (name.encode(), said.encode()) for name, said in _ends(message)),
    )
    text = _body(filled.mould.encoded_text, filled.values)
    html = _body(filled.mould.encoded_html, filled.escaped)
    body = (_ALTERNATIVES, _TEXT_HEAD, text, _BETWEEN, _HTML_HEAD, html, _END)
    if attachment is None:
        return b"".join((head, *body))
    return b"".join((head, _MIXED, *body, _file(attachment)))


def check_recipient(message: OutgoingMessage) -> None:
    """Raises Unwritable, of an address that no envelope carries: it was stored unjudged."""
    if not _ADDRESS.fullmatch(message.recipient):
        raise Unwritable(message.pk)


def build_email(message: OutgoingMessage) -> EmailMultiAlternatives:
    """The same for Django's own backends: those of providers, which take no ready message."""
    check_recipient(message)
    rendered = render_message(message)
    email = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        # The envelope's sender; what the reader sees is the header below.
        from_email=return_address(message),
        to=[message.recipient],
        headers={
            "From": settings.MAIL_FROM,
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            **dict(_ends(message)),
        },
    )
    email.attach_alternative(rendered.html, "text/html")
    if attachment := made(message.attachment):
        email.attach(attachment.name, attachment.content, PDF)
    if settings.MAIL_PROVIDER:
        prepare_for_provider(email, message)
    return email


def _ends(message: OutgoingMessage) -> list[tuple[str, str]]:
    """How a mailbox ends what comes regularly, in one click (RFC 8058)."""
    stored = message.links.get(UNSUBSCRIBE)
    if stored is None:
        return []
    return [
        ("List-Unsubscribe", f"<{restored(stored).written()}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _file(attachment: Attachment) -> bytes:
    name = attachment.name.encode("ascii")
    return _FILE % (name, name, encodebytes(attachment.content).replace(b"\n", b"\r\n"))


def _sender(address: str) -> bytes:
    name, mailbox = parseaddr(address)
    return formataddr((name, mailbox)).encode("ascii")


def _body(pieces: Sequence[bytes | str], values: dict[str, str]) -> bytes:
    encoded = {name: encode_piece(value) for name, value in values.items()}
    body = b"".join(piece if isinstance(piece, bytes) else encoded[piece] for piece in pieces)
    # Nothing is left to be joined to the last line.
    return body.removesuffix(SOFT_BREAK)
