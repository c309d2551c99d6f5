"""From a template folder (subject.txt, body.txt, body.mjml) to what a person reads."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Template, engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation
from mjml import mjml2html

from escale.mailing.links import restored
from escale.mailing.models import OutgoingMessage

INCLUDE = re.compile(r'<mj-include path="(?P<path>[^"]+)" />')
LINE_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    subject: str
    text: str
    html: str


def render_message(message: OutgoingMessage) -> RenderedMessage:
    """The message in the portal's language. The same message gives the same text at each try."""
    values = message.context | {
        "recipient": message.recipient,
        "site_url": settings.SITE_URL,
        "links": {name: restored(stored).written() for name, stored in message.links.items()},
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = _one_line(_plain(f"{message.template}/subject.txt", values))
        text = _plain(f"{message.template}/body.txt", values)
        html = _html_template(f"{message.template}/body.mjml").render(
            Context(values | {"subject": subject})
        )
    return RenderedMessage(subject, text, html)


def _one_line(text: str) -> str:
    """Whatever the values hold, a subject cannot start a second header."""
    return LINE_BREAKS.sub(" ", text).strip()


def _plain(name: str, values: dict[str, Any]) -> str:
    return _engine().engine.get_template(name).render(Context(values, autoescape=False))


@cache
def _html_template(name: str) -> Template:
    """MJML becomes HTML once a process; what Django fills in remains in it, untouched."""
    # Included by hand: the compiler lays out what it includes itself without width or cells.
    source = INCLUDE.sub(lambda include: _source(include["path"]), _source(name))
    # No remote font: MJML would link one, and every reader would be known to its server.
    return _engine().engine.from_string(mjml2html(source, fonts={}))


def _source(path: str) -> str:
    return str(_engine().engine.get_template(path).source)


def _engine() -> DjangoTemplates:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101
    return engine
