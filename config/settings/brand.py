"""Whose portal it is (docs/how-to/brand.md): a name, a logo, colours, names; none: Escale's own."""

import json
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.env import env_str
from escale.kernel.brand import COLOURS, PRODUCTS

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
    if not _is_name(name):
        raise ImproperlyConfigured(
            f"ESCALE_BRAND_NAME must have 1 to {LONGEST_NAME} letters, without < > @ or quotes."
        )
    return name


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and 1 <= len(name.strip()) <= LONGEST_NAME
        and not re.search(r"[<>\"@\n]", name)
    )


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


def _products() -> dict[str, tuple[str, str]]:
    """One and several of each product that has another name."""
    try:
        given = json.loads(env_str("ESCALE_BRAND_PRODUCTS", "{}"))
        products = {str(product): names for product, names in given.items()}
    except (ValueError, AttributeError):
        raise ImproperlyConfigured(
            'ESCALE_BRAND_PRODUCTS must be JSON such as {"family": ["Bon", "Bons"]}.'
        ) from None
    for product, names in products.items():
        if product not in PRODUCTS:
            known = ", ".join(PRODUCTS)
            raise ImproperlyConfigured(f"ESCALE_BRAND_PRODUCTS: {product} is none of {known}.")
        if not isinstance(names, list) or len(names) != 2 or not all(map(_is_name, names)):
            raise ImproperlyConfigured(
                f"ESCALE_BRAND_PRODUCTS: {product} must be two names, of one and of several, each "
                f"with 1 to {LONGEST_NAME} letters, without < > @ or quotes."
            )
    return {product: (one.strip(), several.strip()) for product, (one, several) in products.items()}


def read() -> tuple[str, str, dict[str, str], dict[str, tuple[str, str]]]:
    """Raises ImproperlyConfigured, which names the variable."""
    return _name(), _logo(), _tokens(), _products()


BRAND_NAME, BRAND_LOGO, BRAND_TOKENS, BRAND_PRODUCTS = read()
