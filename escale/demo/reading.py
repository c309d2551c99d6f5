"""What a mail holds, for the page that shows it: headers, text, HTML, links."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    name: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class OpenedMail:
    headers: list[tuple[str, str]]
    text: str
    html: str
    links: list[Link]
    files: list[AttachedFile]


def open_mail(content: bytes) -> OpenedMail:
    message = message_from_bytes(content, policy=policy.default)
    text, html = (_body(message, kind) for kind in ("plain", "html"))
    headers = [(name, str(value)) for name, value in message.items()]
    files = [
        AttachedFile(part.get_filename("?"), bytes(part.get_payload(decode=True)))
        for part in message.iter_attachments()
    ]
    return OpenedMail(headers, text, html, _links(text, html), files)


def subject_and_id(content: bytes) -> tuple[str, str]:
    message = message_from_bytes(content, policy=policy.default)
    return str(message.get("Subject", "")), str(message.get("Message-ID", ""))


def with_links_in_a_new_tab(html: str) -> str:
    """The same document, whose links leave the frame that shows it."""
    return re.sub(r"<head>", '<head><base target="_blank">', html, count=1, flags=re.IGNORECASE)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _links(text: str, html: str) -> list[Link]:
    """Each address once, with the words that carry it in the HTML."""
    parser = _LinkParser()
    parser.feed(html)
    found: dict[str, Link] = {}
    for link in (*parser.links, *(Link(url, url) for url in _ADDRESS.findall(text))):
        found.setdefault(link.url, link)
    return list(found.values())


class _LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self._url = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        url = dict(attrs).get("href") or ""
        if tag == "a" and _ADDRESS.fullmatch(url):
            self._url, self._words = url, []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._url:
            label = " ".join("".join(self._words).split())
            self.links.append(Link(self._url, label or self._url))
            self._url = ""
