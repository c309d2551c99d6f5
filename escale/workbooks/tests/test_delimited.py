from pathlib import Path

import pytest

from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Cell

TABLE: list[list[Cell]] = [["Matricule", "Prénom"], ["001", "Maëlle, Œuvre"]]


def cells_of(tmp_path: Path, content: bytes) -> list[list[Cell]]:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    return [row.cells for row in read_sheet(path).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_way_of_saving_gives_the_same_table(
    tmp_path: Path, encoding: str, separator: str, newline: str
) -> None:
    lines = [f"Matricule{separator}Prénom", f'001{separator}"Maëlle, Œuvre"', ""]
    assert cells_of(tmp_path, newline.join(lines).encode(encoding)) == TABLE


def test_the_separator_announced_for_excel_is_obeyed(tmp_path: Path) -> None:
    assert cells_of(tmp_path, b"sep=,\nNom,a;b;c;d\n") == [["Nom", "a;b;c;d"]]


def test_a_single_column_is_a_table_too(tmp_path: Path) -> None:
    assert cells_of(tmp_path, b"Nom\nLOIR\n") == [["Nom"], ["LOIR"]]


def test_rows_are_numbered_as_a_spreadsheet_would(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Nom;Note\n\nLOIR;"deux\nlignes"\nLOLOU;\n', encoding="utf-8")
    sheet = read_sheet(path)
    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert sheet.blank_rows == 1
