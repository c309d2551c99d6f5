"""The words of a returned message, apart from the message that comes back with them."""

import re
from html.parser import HTMLParser

from escale.bounces.parsing.mime import Part
from escale.bounces.parsing.words import ORIGINAL
from escale.mailing.wording import folded

MOST_LETTERS = 40_000


def told_and_returned(message: Part) -> tuple[str, str]:
    """What the server says, and what follows it in the same text: the original message."""
    leaves = [part for part in message.leaves() if not part.is_returned]
    plain = [part.text for part in leaves if _is_readable(part) and not _is_html(part)]
    text = "\n".join(plain)
    if not text.strip():
        text = "\n".join(without_markup(part.text) for part in leaves if _is_html(part))
    return _cut(text[:MOST_LETTERS])


def without_markup(html: str) -> str:
    reader = _Words()
    reader.feed(html[:MOST_LETTERS])
    return re.sub(r"\n[ \t\n]*", "\n", "".join(reader.words))


def _cut(text: str) -> tuple[str, str]:
    start = 0
    for line in text.splitlines(keepends=True):
        if start and ORIGINAL.match(folded(line.strip())):
            return text[:start], text[start:]
        start += len(line)
    return text, ""


def _is_readable(part: Part) -> bool:
    return part.content_type.startswith("text/") or part.content_type.startswith("multipart/")


def _is_html(part: Part) -> bool:
    return part.content_type == "text/html"


class _Words(HTMLParser):
    """Text of a page; each block on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "script")
        if tag in ("br", "p", "div", "tr", "li", "td", "h1", "h2", "pre"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)
