"""A mail rendered once for thousands: what its template only prints is left open, then filled in.

The template engine and the encoding for the wire are nearly all of what a mail costs. Both are paid
once for all the mails that differ by printed values alone: a name, an amount, a link. A value that
a template looks into (more than asking whether it is empty) makes a mould of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from secrets import token_hex
from typing import Any

from django.template import Context, Template, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Lexer, Token, TokenType
from django.utils import translation
from mjml import mjml2html

from escale.kernel.brand import in_colours, with_corners
from escale.mailing.encoding import encode_literals

# A mould weighs about 40 kB; the mass send of a client needs one or two.
MOST_KEPT = 128
PARTS = ("subject.txt", "body.txt", "body.mjml")

# Nobody can type what stands for an open value: it changes with each process.
_OPENING, _CLOSING = f"\ue000{token_hex(8)}:", "\ue001"
_OPEN = re.compile(f"{_OPENING}(.*?){_CLOSING}")
_INCLUDE = re.compile(r'<mj-include path="(?P<path>[^"]+)" />')
_NAME = re.compile(r"[A-Za-z_]\w*")
_ONLY_PRINTED = re.compile(r"[A-Za-z_][\w.]*")
_LOOKS_INTO = re.compile(r"[=<>|]|\b(?:in|is)\b")
_TESTS = {"if", "elif"}
_PRINTS = {"load", "translate", "blocktranslate", "endblocktranslate", "else", "endif"}


@dataclass(frozen=True)
class Mould:
    """Each part is in turn a literal, the name of an open value, a literal…"""

    subject: tuple[str, ...]
    text: tuple[str, ...]
    html: tuple[str, ...]

    @cached_property
    def encoded_text(self) -> tuple[bytes | str, ...]:
        return encode_literals(self.text)

    @cached_property
    def encoded_html(self) -> tuple[bytes | str, ...]:
        return encode_literals(self.html)


_kept: dict[tuple[str, ...], Mould] = {}


def mould_for(
    template: str, language: str, values: Mapping[str, Any]
) -> tuple[Mould, dict[str, str]]:
    """The mould, and the values that are still open, by name ("first_name", "links.activation")."""
    looked_into = _looked_into(template)
    flat = {f"links.{name}": link for name, link in values["links"].items()}
    flat |= {name: value for name, value in values.items() if name != "links"}
    opened = {
        name: value
        for name, value in flat.items()
        if value and isinstance(value, str) and name.partition(".")[0] not in looked_into
    }
    key = (
        template,
        language,
        *(name if name in opened else f"{name}={value!r}" for name, value in flat.items()),
    )
    mould = _kept.get(key)
    if mould is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        mould = _kept[key] = _made(
            template, language, flat | {name: _hole(name) for name in opened}
        )
    return mould, opened


def _hole(name: str) -> str:
    return f"{_OPENING}{name}{_CLOSING}"


def _made(template: str, language: str, flat: Mapping[str, Any]) -> Mould:
    links = {name[6:]: value for name, value in flat.items() if name.startswith("links.")}
    values = {name: value for name, value in flat.items() if not name.startswith("links.")}
    values["links"] = links
    subject, text, html = (f"{template}/{part}" for part in PARTS)
    with translation.override(language):
        return Mould(
            subject=_cut(_plain(subject, values)),
            text=_cut(_plain(text, values)),
            html=_cut(_html_template(html).render(Context(values | {"subject": _hole("subject")}))),
        )


def _cut(rendered: str) -> tuple[str, ...]:
    return tuple(_OPEN.split(rendered))


@cache
def _looked_into(template: str) -> frozenset[str]:
    """Names of values that do more than being printed or found empty, in any part."""
    sources = [_with_included(_source(f"{template}/{part}")) for part in PARTS]
    tokens = [token for source in sources for token in Lexer(source).tokenize()]
    return frozenset(
        name for token in tokens if _looks_into(token) for name in _NAME.findall(token.contents)
    )


def _looks_into(token: Token) -> bool:
    if token.token_type == TokenType.VAR:
        return not _ONLY_PRINTED.fullmatch(token.contents)
    if token.token_type != TokenType.BLOCK:
        return False
    tag = token.contents.split()[0]
    if tag in _TESTS:
        return bool(_LOOKS_INTO.search(token.contents))
    # Those print what they are given; "|" would be a filter.
    return tag not in _PRINTS or (tag == "blocktranslate" and "|" in token.contents)


def _plain(name: str, values: Mapping[str, Any]) -> str:
    return str(_engine().engine.get_template(name).render(Context(values, autoescape=False)))


@cache
def _html_template(name: str) -> Template:
    """MJML becomes HTML once a process; what Django fills in remains in it, untouched."""
    # No remote font: MJML would link one, and every reader would be known to its server.
    html = mjml2html(_with_included(_source(name)), fonts={})
    return _engine().engine.from_string(with_corners(in_colours(html)))


def _with_included(source: str) -> str:
    """By hand: the compiler lays out what it includes itself without width or cells."""
    return _INCLUDE.sub(lambda include: _source(include["path"]), source)


def _source(path: str) -> str:
    return str(_engine().engine.get_template(path).source)


def _engine() -> DjangoTemplates:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101
    return engine
