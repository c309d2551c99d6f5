"""Errors, formulas without value, formats and hidden rows of an .xlsx, as a sheet shows them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from escale.workbooks.marks import marks_of, read_marks
from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Cell, Row
from escale.workbooks.tests.made_files import MAIN, sheet_xml, text_cell, workbook, zipped_workbook

FAILED = '<c r="B2" t="e"><f>VLOOKUP(A2,Z1:Z2,1,0)</f><v>#N/A</v></c>'
CELLS: dict[str, Cell] = {
    FAILED: "#N/A",
    '<c r="B2" t="e"><v>#REF!</v></c>': "#REF!",
    "<c t='e' r='B2'><f/><v>#DIV/0!</v></c>": "#DIV/0!",
    '<c r="B2"><f>A2&amp;"x"</f></c>': '=A2&"x"',
    '<c r="B2"><f>1+1</f><v></v></c>': "=1+1",
    '<c r="B2"><f t="shared" si="0"/><v/></c>': "=",
    # Computed, to nothing: that is a value.
    '<c r="B2" t="str"><f>IF(A2="","",1)</f><v></v></c>': "",
    '<c r="B2"><f>1+1</f><v>2</v></c>': 2,
}


def rewritten(path: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    change(sheet)
    book.save(path)
    return path


@pytest.mark.parametrize(("cell", "read"), CELLS.items())
def test_a_cell_without_a_value_is_never_blank(tmp_path: Path, cell: str, read: Cell) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row>'
    rows += f'<row r="2">{text_cell("A2", "x")}{cell}</row>'
    sheet = read_sheet(zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows)))
    assert sheet.rows[1] == Row(2, ["x", read])
    assert sheet.about.is_verified


def test_the_same_in_a_sheet_that_names_no_cell_and_prefixes_its_elements() -> None:
    text = (
        b'<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>'
        b'<x:row hidden="true"><x:c/><x:c t="e"><x:f>NA()</x:f><x:v>#N/A</x:v></x:c></x:row>'
    )
    marks = read_marks(text, {})
    assert marks.shown == {2: {1: "#N/A"}}
    assert marks.hidden == {2}


def test_rows_in_error_below_the_last_value_are_read(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="3"><c r="A3"><f>A1</f></c></row>'
    sheet = read_sheet(zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows)))
    assert sheet.rows == [Row(1, ["a"]), Row(3, ["=A1"])]


def test_a_table_that_starts_further_keeps_its_places(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Mail"], ["LOU", "=NA()"]], first_cell="C3")
    assert read_sheet(path).rows == [Row(3, ["Nom", "Mail"]), Row(4, ["LOU", "=NA()"])]


def test_numbers_are_read_as_their_format_shows_them(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "00000"
        sheet["B2"].number_format = "00 00 00 00 00"
        sheet["C2"].number_format = "0.00"
        sheet["D2"].number_format = "00000"

    rows: list[list[Cell]] = [["a", "b", "c", "d"], [7, 676028937, 150, 1.5]]
    path = rewritten(workbook(tmp_path / "a.xlsx", rows), change)
    assert read_sheet(path).rows[1].cells == ["00007", "06 76 02 89 37", 150, 1.5]


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row in (2, 4, 9):
            sheet.row_dimensions[row].hidden = True

    path = rewritten(workbook(tmp_path / "a.xlsx", [["a"], ["b"], ["c"], ["d"]]), change)
    sheet = read_sheet(path)
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]
    assert sheet.hidden_rows == [2, 4]


def test_a_part_in_utf_16_is_looked_at_too(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}<c r="B1" t="e"><v>#NUM!</v></c></row>'
    text = '<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(rows)
    assert read_marks(text.encode("utf-16").decode("utf-16").encode(), {}).shown
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows))
    marks = marks_of(path.read_bytes(), "Feuille1")
    assert marks is not None
    assert marks.shown == {1: {1: "#NUM!"}}


def test_what_is_built_otherwise_is_said_to_be_unverified(tmp_path: Path) -> None:
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(f"<row>{text_cell('A1', 'x')}</row>"))
    assert marks_of(path.read_bytes(), "Une autre") is None
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts'
    broken = zipped_workbook(
        tmp_path / "b.xlsx", sheet_xml('<row><c r="?" t="e"/></row>'), ("xl/styles.xml", styles)
    )
    assert marks_of(broken.read_bytes(), "Feuille1") is None
