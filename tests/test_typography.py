"""French as a printer sets it, in all that the product says."""

import re
from collections.abc import Iterator

import pytest

from translations.extraction import ROOT, grouped_texts, sources
from translations.typography import typeset

STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]|\.\.\.")
OF_NAME = re.compile(
    r"\b(?:de|que) %\((?:client_name|client|organisation|from_client|full_name|name)\)s"
)
# Said of a text once it is translated: its English has no such space.
MARK_AFTER = re.compile(r"(?:%\}|\}\})[ \u00a0\u202f][:;!?»]|«[ \u00a0]\{[{%]")
INSIDE = re.compile(r"{% (blocktranslate|comment)\b.*?{% end\1 %}", re.DOTALL)


def texts() -> Iterator[str]:
    for key in grouped_texts():
        yield from (key,) if isinstance(key, str) else key


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Téléphone : « 06 » ; lequel ?", "Téléphone\u00a0: «\u00a006\u00a0»\u202f; lequel\u202f?"),
        ("Réglée\u00a0: merci !", "Réglée\u00a0: merci\u202f!"),
        ("Valable 12 h, à 5 %.", "Valable 12\u00a0h, à 5\u00a0%."),
        ("20 Mo et 5 000 lignes", "20\u00a0Mo et 5 000 lignes"),
        ("%(rate)s %% du montant", "%(rate)s\u00a0%% du montant"),
        ("Commande N° %(number)s", "Commande N°\u00a0%(number)s"),
        ("N° de commande", "N° de commande"),
        ("Jusqu’au 31 décembre 2026", "Jusqu’au 31\u00a0décembre\u00a02026"),
        ("Le 1er mars, en mai", "Le 1er\u00a0mars, en mai"),
        ("https://escale.example/ ou 1 00:00:00", "https://escale.example/ ou 1 00:00:00"),
    ],
)
def test_spaces_that_no_line_cuts(source: str, shown: str) -> None:
    assert typeset(source) == shown
    assert typeset(shown) == shown


def test_apostrophes_and_ellipses_are_printed_ones() -> None:
    assert [text for text in texts() if STRAIGHT.search(text)] == []


def test_de_is_elided_before_names() -> None:
    """« de ANCV Client » is nowhere: a name comes with its « de » (`of_name`)."""
    assert [text for text in texts() if OF_NAME.search(text)] == []


def test_marks_are_within_what_is_translated() -> None:
    found = []
    for path in sources():
        if path.suffix in {".html", ".txt", ".mjml"}:
            outside = INSIDE.sub("", path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in MARK_AFTER.finditer(outside)]
    assert found == []
