"""Whose portal it is (docs/how-to/brand.md): a name, a logo, colours; none: Escale's own."""

import json
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.env import env_str
from escale.kernel.brand import COLOURS

COLOUR = re.compile(r"#[0-9a-f]{6}")
# What else may be set, and how it is written.
SHAPES = {
    "radius": re.compile(r"(0|\d*\.?\d+(rem|px))"),
    "font": re.compile(r"[\w ,'\"-]+"),
    "font-display": re.compile(r"[\w ,'\"-]+"),
}
# Longer, it would push the menu away and a text beyond one SMS.
LONGEST_NAME = 24


def _name() -> str:
    name = env_str("ESCALE_BRAND_NAME", "Escale").strip()
    if not 1 <= len(name) <= LONGEST_NAME or re.search(r"[<>\"@\n]", name):
        raise ImproperlyConfigured(
            f"ESCALE_BRAND_NAME must have 1 to {LONGEST_NAME} letters, without < > @ or quotes."
        )
    return name


def _logo() -> str:
    """The SVG itself: it goes into pages, documents and the application."""
    path = env_str("ESCALE_BRAND_LOGO", "")
    if not path:
        return ""
    try:
        drawing = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"ESCALE_BRAND_LOGO cannot be read: {error}") from None
    if "<svg" not in drawing or re.search(r"<script|\son\w+=|<foreignObject", drawing, re.I):
        raise ImproperlyConfigured("ESCALE_BRAND_LOGO must be an SVG file that runs nothing.")
    return drawing


def _tokens() -> dict[str, str]:
    """The --brand-* values to change, by their name after « --brand- »."""
    try:
        given = json.loads(env_str("ESCALE_BRAND_TOKENS", "{}"))
        tokens = {str(name): str(value).lower() for name, value in given.items()}
    except (ValueError, AttributeError):
        raise ImproperlyConfigured(
            'ESCALE_BRAND_TOKENS must be JSON such as {"accent": "#0b6b53"}.'
        ) from None
    for name, value in tokens.items():
        shape = COLOUR if name in COLOURS else SHAPES.get(name)
        if shape is None:
            known = ", ".join([*COLOURS, *SHAPES])
            raise ImproperlyConfigured(f"ESCALE_BRAND_TOKENS: {name} is none of {known}.")
        if not shape.fullmatch(value):
            raise ImproperlyConfigured(f"ESCALE_BRAND_TOKENS: {name} cannot be {value!r}.")
    return tokens


def read() -> tuple[str, str, dict[str, str]]:
    """Raises ImproperlyConfigured, which names the variable."""
    return _name(), _logo(), _tokens()


BRAND_NAME, BRAND_LOGO, BRAND_TOKENS = read()
