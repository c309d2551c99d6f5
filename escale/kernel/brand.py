"""Whose portal it is: its name, its mark, its colours and the names of what it sells."""

import re

from django.conf import settings

# The colours that an issuer may set, as webkit/static/webkit/tokens.css has them without one.
COLOURS = {
    "accent": "#17559b",
    "on-accent": "#ffffff",
    "accent-dark": "#8ebff2",
    "on-accent-dark": "#0a1a2c",
    "warm": "#a64516",
    "warm-dark": "#f0a577",
    "sun": "#f0a866",
    "paper": "#faf7f2",
    "ink": "#1a2532",
}
# One and several of each, as an issuer may name them; the family is both products together.
PRODUCTS = {
    "connect": ("Chèque-Vacances Connect", "Chèques-Vacances Connect"),
    "classic": ("Chèque-Vacances Classic", "Chèques-Vacances Classic"),
    "family": ("Chèque-Vacances", "Chèques-Vacances"),
}
# Where there are no tokens, each is written as it is; but white is many things: that of a button's
# text is written apart.
_WRITTEN = COLOURS | {"on-accent": "#fefefe"}
_OWN = re.compile("|".join(_WRITTEN.values()), re.IGNORECASE)
_CORNER = re.compile(r"(?<=border-radius:)(\d+)px(?! )")
# Of `--brand-radius` in tokens.css, and of a rem where no style sheet is.
_RADIUS, _REM = 8, 16
_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="#f0a866" d="M7 18a9 9 0 0 1 18 0Z"/>'
    '<path d="M4 22h24M9 27h14" stroke="#17559b" stroke-width="2.25" stroke-linecap="round"'
    ' fill="none"/></svg>'
)
# Text against what it stands on: WCAG 1.4.3.
READABLE = 4.5
WHITE, NIGHT = "#ffffff", "#18212b"


def colour(name: str) -> str:
    value: str = settings.BRAND_TOKENS.get(name, COLOURS[name])
    return value


def product_name(product: str) -> str:
    """One of them, the same in every language."""
    return _names(product)[0]


def product_names(product: str) -> str:
    """Several of them."""
    return _names(product)[1]


def in_colours(text: str) -> str:
    """What is drawn without tokens (an e-mail, a picture), in the brand's colours."""
    own = {written: colour(name) for name, written in _WRITTEN.items()}
    return _OWN.sub(lambda found: own[found[0].lower()], text)


def with_corners(html: str) -> str:
    """An e-mail's, as round as the brand has them: it has no tokens, and knows pixels alone."""
    radius = settings.BRAND_TOKENS.get("radius")
    if radius is None:
        return html
    pixels = float(radius.removesuffix("rem").removesuffix("px"))
    ratio = pixels * (_REM if radius.endswith("rem") else 1) / _RADIUS
    return _CORNER.sub(lambda found: f"{int(found[1]) * ratio:g}px", html)


def mark() -> str:
    """The logo, in SVG."""
    logo: str = settings.BRAND_LOGO
    return logo or in_colours(_MARK)


def style_sheet() -> str:
    """Outside every layer: it wins over ours. Empty without a brand of somebody else's."""
    tokens = "".join(f"--brand-{name}:{value};" for name, value in settings.BRAND_TOKENS.items())
    return f":root{{{tokens}}}" if tokens else ""


def unreadable() -> list[str]:
    """The pairs of colours that too many people could not read, and by how much."""
    pairs = (
        ("on-accent", colour("accent")),
        ("accent", WHITE),
        ("accent", colour("paper")),
        ("on-accent-dark", colour("accent-dark")),
        ("accent-dark", NIGHT),
        ("warm", WHITE),
        ("warm-dark", NIGHT),
        ("ink", colour("paper")),
    )
    return [
        f"{name} ({colour(name)}) on {ground}: {ratio:.1f}:1, {READABLE}:1 is needed"
        for name, ground in pairs
        if (ratio := contrast(colour(name), ground)) < READABLE
    ]


def contrast(one: str, other: str) -> float:
    """Of two colours « #rrggbb », from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _names(product: str) -> tuple[str, str]:
    names: tuple[str, str] = settings.BRAND_PRODUCTS.get(product, PRODUCTS[product])
    return names


def _luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
