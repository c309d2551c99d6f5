"""A message cut into its parts, within bounds: depth, number and size.

The standard parser recurses into each part: three thousand nested ones exhaust its stack.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from functools import cached_property

MOST_BYTES = 1_000_000
MOST_DEPTH = 12
MOST_PARTS = 100
MOST_HEADERS = 500
HEADER_LENGTH = 4_000

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(r"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_PARAMETER = re.compile(r';\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;]*))')
_RETURNED = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}


@dataclass(frozen=True)
class Part:
    """A message, or one part of it. Names of headers are in lower case."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    children: list["Part"] = field(default_factory=list)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    @cached_property
    def content_type(self) -> str:
        written = self.header("content-type").partition(";")[0].strip().lower()
        return written if "/" in written else "text/plain"

    @property
    def is_returned(self) -> bool:
        """Whether it holds the message that comes back, or its headers."""
        return self.content_type in _RETURNED

    def parameter(self, name: str) -> str:
        for found in _PARAMETER.finditer(self.header("content-type")):
            if found[1].lower().rstrip("*") == name:
                return found[2] if found[2] is not None else found[3]
        return ""

    @cached_property
    def content(self) -> bytes:
        """The body without its transfer encoding; as it came where that encoding is broken."""
        encoding = self.header("content-transfer-encoding").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding == "base64":
            try:
                return base64.b64decode(self.body) or self.body
            except binascii.Error:
                return self.body
        return self.body

    @cached_property
    def text(self) -> str:
        for charset in (self.parameter("charset") or "utf-8", "utf-8"):
            try:
                return self.content.decode(charset)
            except (LookupError, ValueError):
                continue
        return self.content.decode("latin-1")

    def leaves(self) -> Iterator["Part"]:
        """The parts that are no multipart, in order; a returned message is one of them."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.children:
                waiting.extend(reversed(part.children))
            else:
                yield part


def read_part(content: bytes) -> Part:
    """The whole message, or what of it lies within the bounds."""
    whole = _split(content[:MOST_BYTES])
    waiting, count = [(whole, 0)], 1
    while waiting:
        part, depth = waiting.pop(0)
        if depth >= MOST_DEPTH:
            continue
        for piece in _pieces(part)[: MOST_PARTS - count]:
            child = _split(piece)
            part.children.append(child)
            waiting.append((child, depth + 1))
            count += 1
    return whole


def returned_message(part: Part) -> Part:
    """What a `message/rfc822` or `text/rfc822-headers` part holds."""
    return read_part(part.content)


def _split(content: bytes) -> Part:
    content = content.lstrip(b"\r\n")
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    end = _END_OF_HEADERS.search(content)
    head, body = (content[: end.start()], content[end.end() :]) if end else (content, b"")
    headers = _headers(head)
    # Text that begins at once, as some write it within a multipart.
    return Part(headers, body) if headers or not content else Part((), content)


def _headers(head: bytes) -> tuple[tuple[str, str], ...]:
    lines: list[str] = []
    for line in re.split(r"\r?\n", _as_text(head), maxsplit=MOST_HEADERS * 20):
        if line[:1] in (" ", "\t") and lines:
            if len(lines[-1]) < HEADER_LENGTH:
                lines[-1] += " " + line.strip()[:HEADER_LENGTH]
        else:
            lines.append(line[:HEADER_LENGTH])
    found = [_HEADER.fullmatch(line) for line in lines[:MOST_HEADERS]]
    return tuple((match[1].lower(), _decoded(match[2].strip())) for match in found if match)


def _as_text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _decoded(value: str) -> str:
    """Encoded words read (RFC 2047), or left as they are where they cannot be."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
        return "".join(
            piece.decode(charset or "latin-1", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except (ValueError, LookupError, MessageError):
        return value


def _pieces(part: Part) -> list[bytes]:
    """The raw parts of a multipart; none where its boundary never appears."""
    boundary = part.parameter("boundary").strip()
    if not boundary or not part.content_type.startswith("multipart/"):
        return []
    line = rb"(?:^|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace"))
    _preamble, *pieces = re.split(line + rb"(?=--|[ \t]*(?:\r?\n|$))", part.body)
    return [piece.lstrip(b" \t") for piece in pieces if not piece.startswith(b"--")]
