"""Delimited text by other programs: its letters, its separator, the line of a wrong quote."""

from pathlib import Path

import pytest

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.headers import Column, titles_of
from escale.workbooks.reading import read_sheet
from escale.workbooks.refusals import Refusal
from escale.workbooks.sheet import Sheet
from escale.workbooks.titles import Wanted

WANTED = Wanted(
    titles_of(
        [
            Column("matricule", "Matricule"),
            Column("first_name", "Prénom"),
            Column("phone", "Téléphone"),
            Column("amount", "Montant"),
        ]
    )
)
ACCENTED = "Matricule;Prénom;Téléphone\n"
PLAIN = "Matricule;Prenom;Telephone\n"
PEOPLE = {
    "names": "1;Zoé;06\n2;ANDRÉ;07\n",
    "capitals": "1;FRANÇOIS;06\n2;ANAÏS;07\n",
    "words": "1;Hélène Guérin;06\n2;Loïc L’Hôte;07\n",
    "neighbours": "1;José Núñez;06\n",
}


def read(folder: Path, data: bytes) -> Sheet:
    path = folder / "a.csv"
    path.write_bytes(data)
    return read_sheet(path, wanted=WANTED)


@pytest.mark.parametrize("people", PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("header", [ACCENTED, PLAIN], ids=["accented", "plain"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"],
)
def test_each_encoding_gives_the_names_that_were_typed(
    tmp_path: Path, encoding: str, header: str, people: str
) -> None:
    text = header + people
    if encoding == "cp850":
        text = text.replace("’", "'")
    sheet = read(tmp_path, text.encode(encoding))
    assert [row.cells for row in sheet.rows] == [line.split(";") for line in text.splitlines()]
    # Windows's own, or what our titles prove, needs no look.
    if encoding not in ("mac_roman", "cp850") or header == ACCENTED:
        assert sheet.about.doubtful == []
    else:
        assert sheet.about.doubtful


def outcome(folder: Path, data: bytes) -> object:
    """Why it is refused, or the words to look at."""
    try:
        return read(folder, data).about.doubtful
    except WorkbookUnreadable as refused:
        return refused.reason


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "shift_jis"])
def test_another_alphabet_is_refused_with_the_remedy_or_shown(
    tmp_path: Path, encoding: str
) -> None:
    name = "ペトロフ" if encoding == "shift_jis" else "ПЕТРОВ Иван"
    said = outcome(tmp_path, f"{PLAIN}1;{name};06\n".encode(encoding))
    assert said


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("other", [";", ",", "|"])
def test_the_separator_is_the_one_that_finds_the_header(
    tmp_path: Path, separator: str, other: str
) -> None:
    notes = "note" if other == separator else other.join("abcdefghij")
    lines = [["Matricule", "Prénom", "Notes"], ["1", "Zoé", notes], ["2", "Léa", notes]]
    text = "\n".join(separator.join(line) for line in lines)
    assert [row.cells for row in read(tmp_path, text.encode()).rows] == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Matricule;Prénom\n1;"Lou" dit Loulou\n', 2),
        ('Matricule;Prénom\n1;Lou\n2;"Léa\n3;Zoé\n', 3),
    ],
)
def test_a_wrong_quote_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(WorkbookUnreadable, match=f"Ligne {line} .*guillemet") as refused:
        read(tmp_path, text.encode())
    assert refused.value.reason == Refusal.QUOTES


@pytest.mark.parametrize("name", ["ZoÃ©", "AndrÃ¨s", "Zo\ufffd"])
def test_what_another_program_misread_is_shown(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{PLAIN}1;{name};06\n".encode()).about.doubtful == [name]
