"""Typesetting a document from a Typst template and data: a tagged PDF, the same for the same data.

Templates import `/documents/letter.typ`, which gives them their look and `data`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from escale.kernel.brand import colour, mark

Data = str | int | bool | None | Sequence["Data"] | Mapping[str, "Data"]

# What templates may import: those of any package, and the look of them all.
ROOT = Path(__file__).parents[1]
FONTS = Path(__file__).parent / "fonts"
# PDF/UA forbids a character without a glyph. These ranges have theirs in Inter: Latin, Greek,
# Cyrillic, Vietnamese, punctuation, currencies. A name in another script shows boxes.
_WITHOUT_GLYPH = re.compile(
    "[^ -~\xa0-\xac\xae-\u0148\u014a-\u01c3\u01c5-\u0254\u038e-\u03a1\u03a3-\u03d7\u0400-\u0479"
    "\u1e00-\u1e9b\u1ea0-\u1ef9\u2000-\u200a\u2010-\u2027\u202f-\u2055\u20a0-\u20af\u2116\u25a1]"
)
BOX = "\u25a1"


def typeset(template: Path, data: Mapping[str, Data]) -> bytes:
    """The PDF/UA-1 of a template, which reads `data` as JSON: a text is never markup."""
    return typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": _json(data), "brand": _json(_brand())},
        pdf_standards=["ua-1"],
    )


def _brand() -> Data:
    colours = {name: colour(name) for name in ("accent", "warm", "sun", "ink")}
    return {"name": settings.BRAND_NAME, "mark": mark(), **colours}


def _json(data: Data) -> str:
    return json.dumps(_writable(data), ensure_ascii=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _writable(data: Data) -> Data:
    if isinstance(data, str):
        return _WITHOUT_GLYPH.sub(_replacement, unicodedata.normalize("NFC", data))
    if isinstance(data, Mapping):
        return {key: _writable(value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [_writable(value) for value in data]
    return data


def _replacement(match: re.Match[str]) -> str:
    """A space for a line break, nothing for what is invisible, a box for the rest."""
    character = match.group()
    if character.isspace():
        return " "
    return "" if unicodedata.category(character)[0] in "CM" else BOX
