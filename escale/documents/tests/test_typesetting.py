import re
import subprocess
import sys
from pathlib import Path

import pytest

from escale.documents.typesetting import FONTS, typeset

NOTE = Path(__file__).parent / "note.typ"
# Each range of characters that documents write, in runs short enough for a line.
WRITTEN = [
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x148), (0x14A, 0x1C3), (0x1C5, 0x254), (0x38E, 0x3A1),
    (0x3A3, 0x3D7), (0x400, 0x479), (0x1E00, 0x1E9B), (0x1EA0, 0x1EF9), (0x2000, 0x200A),
    (0x2010, 0x2027), (0x202F, 0x2055), (0x20A0, 0x20AF), (0x2116, 0x2116), (0x25A1, 0x25A1),
]  # fmt: skip


def note(title: str = "Note", text: str = "", names: list[str] | None = None) -> bytes:
    return typeset(NOTE, {"title": title, "text": text, "names": names or []})


def test_it_is_tagged_french_and_titled() -> None:
    pdf = note("Détail")
    assert pdf.startswith(b"%PDF-1.7")
    for mark in (b"/Marked true", b"/StructTreeRoot", b"/Lang(fr)", b"/DisplayDocTitle true"):
        assert mark in pdf
    assert ">Détail</rdf:li></rdf:Alt></dc:title>".encode() in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_the_same_data_gives_the_same_bytes() -> None:
    assert note(text="a") == note(text="a") != note(text="b")


def test_it_does_not_depend_on_the_process() -> None:
    code = (
        "import sys, pathlib; from escale.documents.typesetting import typeset;"
        f"sys.stdout.buffer.write(typeset(pathlib.Path({str(NOTE)!r}),"
        " {'title': 'Note', 'text': 'a', 'names': []}))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert other.stdout == note(text="a")


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#import "/documents/letter.typ"',
        "$ x^2",
        "*a _b `c <d> @e \\ // = - + / [",
        '"',
        "\\u{41}",
        "a\x00b\x07c\nd\te\u2028f",
        "\ud7ff\ue000\uffff",
        "Fañch e\u0301 n\u0303",
        "🎉👩‍👩‍👧 株式会社 مرحبا \u202eabc",
        "a" * 5_000,
    ],
)
def test_a_text_is_never_markup_nor_an_error(text: str) -> None:
    assert note(title=f"Note {text[:150]}", text=text, names=[text] * 3).startswith(b"%PDF")


@pytest.mark.parametrize(("first", "last"), WRITTEN, ids=lambda bound: f"{bound:04x}")
def test_every_character_written_has_a_glyph(first: int, last: int) -> None:
    characters = " ".join(chr(code) for code in range(first, last + 1))
    assert note(title=characters, text=characters).startswith(b"%PDF")


def test_the_fonts_come_with_their_licence() -> None:
    licence = (FONTS / "OFL.txt").read_text()
    for font in FONTS.glob("*.ttf"):
        family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", font.stem.split("-")[0])
        assert f"{family}: Copyright" in licence
