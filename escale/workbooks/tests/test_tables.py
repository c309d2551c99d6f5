"""The sheet and the columns of a file, found wherever they are, or asked about."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from escale.workbooks.headers import Answers, Column, ColumnsAmbiguous, ColumnsNotFound
from escale.workbooks.notes import notes_of
from escale.workbooks.sheet import Cell, Row
from escale.workbooks.tables import Reading, SheetsToChoose, open_table
from escale.workbooks.tests.made_files import workbook

COLUMNS = [Column("name", "Nom", ("Nom d’usage", "Nom de naissance")), Column("mail", "Mail")]
HEADER: list[Cell] = ["Nom", "Mail"]
Sheets = Mapping[str, list[list[Cell]]]


def book(folder: Path, sheets: Sheets, hidden: str = "") -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def read(path: Path, **said: object) -> tuple[list[Row], list[str]]:
    """The rows under the header, and what is told of the file."""
    with open_table(path, Reading(COLUMNS, **said)) as opened:  # type: ignore[arg-type]
        rows = list(opened.table.rows)
        return rows, notes_of(opened, path.name, ["Ligne", "Motif"])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_sheet_with_the_titles_is_read_wherever_it_is(tmp_path: Path, place: int) -> None:
    others: list[tuple[str, list[list[Cell]]]] = [
        ("Mode d’emploi", [["Remplissez"], ["Une ligne par personne"]]),
        ("Vide", []),
    ]
    others.insert(place, ("Liste", [["Le CSE"], HEADER, ["LOU", "a@b.fr"]]))
    rows, notes = read(book(tmp_path, dict(others)))
    assert rows == [Row(3, ["LOU", "a@b.fr"])]
    assert notes == ["La feuille «\u00a0Mode d’emploi\u00a0» (2 lignes) n’est pas lue."]


def test_several_sheets_of_data_are_a_choice(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Lyon": [HEADER, ["LOU", "a@b.fr"]],
        "Nice": [HEADER, ["ZOE", "c@d.fr"], ["LEA", "e@f.fr"]],
    }
    path = book(tmp_path, sheets)
    with pytest.raises(SheetsToChoose, match=r"Lyon.*Nice.*Choisissez-en une") as asked:
        read(path)
    assert (asked.value.about.name, asked.value.about.others) == ("Lyon", [("Nice", 2, 2)])
    rows, notes = read(path, answers=Answers(sheet="Nice"))
    assert [row.cells[0] for row in rows] == ["ZOE", "LEA"]
    assert notes == ["La feuille «\u00a0Lyon\u00a0» (1 ligne) n’est pas lue."]


def test_a_sheet_of_titles_alone_is_no_choice(tmp_path: Path) -> None:
    rows, notes = read(book(tmp_path, {"Modèle": [HEADER], "Liste": [HEADER, ["LOU", "a@b.fr"]]}))
    assert len(rows) == 1
    assert notes == []


def test_a_hidden_sheet_is_told_where_it_has_the_table(tmp_path: Path) -> None:
    sheets: Sheets = {"Listes": [HEADER, ["LOU", "a@b.fr"]], "Noms": [HEADER, ["ZOE", "c@d.fr"]]}
    rows, notes = read(book(tmp_path, sheets, hidden="Listes"), answers=Answers(sheet="Noms"))
    assert rows == [Row(2, ["ZOE", "c@d.fr"])]
    assert notes == ["La feuille «\u00a0Listes\u00a0» (1 ligne) n’est pas lue."]


def test_no_column_passes_in_silence(tmp_path: Path) -> None:
    header: list[Cell] = ["", "Nom", "Nouvelle adresse", "Mail", "Ligne", "Motif"]
    path = workbook(tmp_path / "a.xlsx", [header, [0, "LOU", "x@y.fr", "a@b.fr", 3, "…"]])
    assert read(path)[1] == [
        "Colonnes non reconnues\u00a0: colonne A, sans titre, «\u00a0Nouvelle adresse\u00a0»."
        " Elles ne sont pas lues."
    ]


def test_what_is_missing_is_named_beside_what_is_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Contact"], ["LOU", "a@b.fr"]])
    with pytest.raises(ColumnsNotFound, match=r"Mail.*non reconnues.*Contact") as asked:
        read(path)
    name, contact = asked.value.seen.columns
    assert (name.key, contact.key, contact.letter, contact.samples) == (
        *("name", "", "B"),
        ("a@b.fr",),
    )
    rows, _notes = read(path, habits={"contact": "mail"})
    assert len(rows) == 1
    answers = Answers(header=1, columns={0: "name", 1: "mail"})
    assert len(read(path, answers=answers)[0]) == 1


def test_two_candidates_ask(tmp_path: Path) -> None:
    header: list[Cell] = ["Nom de naissance", "Nom d’usage", "Mail"]
    path = workbook(tmp_path / "a.xlsx", [header, ["A", "B", "a@b.fr"]])
    with pytest.raises(ColumnsAmbiguous, match=r"Nom de naissance.*Nom d’usage"):
        read(path)
    rows, notes = read(path, habits={"nomdenaissance": ""})
    assert len(rows) == 1
    assert notes == [
        "Colonne non reconnue\u00a0: «\u00a0Nom de naissance\u00a0». Elle n’est pas lue."
    ]
