import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.limits import Limits
from escale.workbooks.reading import read_sheet
from escale.workbooks.refusals import Refusal
from escale.workbooks.sheet import Row
from escale.workbooks.tests.made_files import MAIN, sheet_xml, text_cell, workbook, zipped_workbook


def refusal_of(path: Path, limits: Limits | None = None) -> Refusal:
    with pytest.raises(WorkbookUnreadable) as caught:
        read_sheet(path, limits=limits or Limits())
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "%(" not in sentence
    return caught.value.reason


def test_cells_keep_their_own_types(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [["Nom", "Tél"], ["0612", 612345678], [1.5, True], [date(2020, 8, 21), None]],
    )
    sheet = read_sheet(path)
    assert [row.cells for row in sheet.rows] == [
        ["Nom", "Tél"],
        ["0612", 612345678],
        [1.5, True],
        [date(2020, 8, 21), ""],
    ]
    assert type(sheet.rows[1].cells[1]) is int


def test_rows_have_the_numbers_that_the_sheet_shows(tmp_path: Path) -> None:
    rows = [["Nom", "Prénom"], [], ["LOIR", "ngoc"], ["", "  "], ["", "adrien"]]
    sheet = read_sheet(workbook(tmp_path / "a.xlsx", rows, first_cell="B3"))
    assert sheet.rows == [
        Row(3, ["Nom", "Prénom"]),
        Row(5, ["LOIR", "ngoc"]),
        Row(7, ["", "adrien"]),
    ]
    assert sheet.blank_rows == 2


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["A1"] = "caché"
    first.sheet_state = "hidden"
    book.create_sheet("Vide")
    book.create_sheet("Données")["A1"] = "visible"
    book.save(tmp_path / "a.xlsx")
    sheet = read_sheet(tmp_path / "a.xlsx")
    assert (sheet.name, sheet.rows) == ("Données", [Row(1, ["visible"])])


def test_only_hidden_data_is_no_data(tmp_path: Path) -> None:
    assert refusal_of(workbook(tmp_path / "a.xlsx", [])) == Refusal.NO_DATA


def test_the_name_given_by_the_sender_decides_the_format(tmp_path: Path) -> None:
    path = workbook(tmp_path / "upload", [["Nom"]])
    assert read_sheet(path, name="Commande.XLSX").rows == [Row(1, ["Nom"])]
    assert refusal_of(path) == Refusal.FORMAT_UNKNOWN


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", Refusal.EMPTY),
        ("a.xls", b"<html><table><tr><td>Nom</td></tr></table></html>", Refusal.FORMAT_MISMATCH),
        ("a.csv", b"<!DOCTYPE html><html></html>", Refusal.FORMAT_MISMATCH),
        ("a.csv", b"PK\x03\x04 not a text", Refusal.FORMAT_MISMATCH),
        ("a.csv", b"Nom\xe9\x81;Tel", Refusal.ENCODING),
        ("a.csv", b"Nom\n" + b"x" * 200_000, Refusal.QUOTES),
        ("a.csv", b'Nom;Note\n"LOIR;a\nLOLOU;b\n', Refusal.QUOTES),
        ("a.csv", b"\n;;\n", Refusal.NO_DATA),
        ("a.xlsx", b"Nom;Tel\n1;2\n", Refusal.FORMAT_MISMATCH),
        ("a.xlsx", b"PK\x03\x04truncated", Refusal.UNREADABLE),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Refusal.UNREADABLE),
        ("a.pdf", b"%PDF-1.4", Refusal.FORMAT_UNKNOWN),
        ("a.xlsm", b"PK\x03\x04", Refusal.FORMAT_UNKNOWN),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Refusal.PASSWORD,
        ),
    ],
)
def test_content_must_keep_the_promise_of_the_name(
    tmp_path: Path, name: str, content: bytes, reason: Refusal
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal_of(path) == reason


def test_a_directory_or_nothing_is_not_a_file(tmp_path: Path) -> None:
    assert refusal_of(tmp_path) == Refusal.NOT_A_FILE
    assert refusal_of(tmp_path / "absent.xlsx") == Refusal.NOT_A_FILE


def test_an_encrypted_opendocument_asks_for_no_password(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", b"\x8f\x01")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert refusal_of(path) == Refusal.PASSWORD


def test_a_zip_without_its_document_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom"]])
    assert refusal_of(path.rename(tmp_path / "a.ods")) == Refusal.FORMAT_MISMATCH


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=3), Refusal.TOO_MANY_ROWS),
        (Limits(columns=1), Refusal.TOO_MANY_COLUMNS),
        (Limits(file_bytes=100), Refusal.TOO_HEAVY),
        (Limits(unpacked_bytes=100), Refusal.UNPACKED_TOO_BIG),
        (Limits(entries=3), Refusal.SUSPICIOUS),
        (Limits(answer_bytes=10), Refusal.TOO_DEMANDING),
        (Limits(seconds=0), Refusal.TOO_SLOW),
    ],
)
def test_each_limit_refuses_what_passes_it(tmp_path: Path, limits: Limits, reason: Refusal) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prénom"]] * 4)
    assert refusal_of(path, limits) == reason


def test_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prénom"]] * 4)
    assert len(read_sheet(path, limits=Limits(rows=4, columns=2)).rows) == 4


def test_a_forged_dimension_hides_no_row(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{number}">{text_cell(f"A{number}", f"nom {number}")}</row>'
        for number in (1, 2, 3, 5_000)
    )
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows, dimension="A1:A2"))
    assert [row.number for row in read_sheet(path).rows] == [1, 2, 3, 5_000]


def test_a_row_at_the_end_of_the_sheet_is_read_or_refused_but_never_dropped(
    tmp_path: Path,
) -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "a")}</row>'
        f'<row r="1048576">{text_cell("A1048576", "z")}</row>'
    )
    path = zipped_workbook(tmp_path / "narrow.xlsx", sheet_xml(rows))
    assert [row.number for row in read_sheet(path).rows] == [1, 1_048_576]
    wide = rows.replace("A1048576", "Z1048576")
    path = zipped_workbook(tmp_path / "wide.xlsx", sheet_xml(wide))
    assert refusal_of(path) == Refusal.TOO_DEMANDING


@pytest.mark.parametrize("corner", ["XFD1048576", "BZZ900000"])
def test_a_sparse_bomb_kills_only_the_child(tmp_path: Path, corner: str) -> None:
    number = corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = (
        f'<row r="1">{text_cell("A1", "a")}</row><row r="{number}">{text_cell(corner, "z")}</row>'
    )
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows))
    assert refusal_of(path) == Refusal.TOO_DEMANDING


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    row = f'<row r="1">{text_cell("A1", "A" * 60_000_000)}</row>'
    assert refusal_of(zipped_workbook(tmp_path / "a.xlsx", sheet_xml(row))) == (
        Refusal.UNPACKED_TOO_BIG
    )
    row = f'<row r="1">{text_cell("A1", "A" * 5_000_000)}</row>'
    assert refusal_of(zipped_workbook(tmp_path / "b.xlsx", sheet_xml(row))) == (
        Refusal.UNPACKED_TOO_BIG
    )


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE w [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
    row = f'<row r="1">{text_cell("A1", "&lol2;")}</row>'
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(row, doctype=laughs))
    assert refusal_of(path) == Refusal.SUSPICIOUS


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.XML"])
def test_two_parts_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    row = f'<row r="1">{text_cell("A1", "a")}</row>'
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(row), (name, sheet_xml("")))
    assert refusal_of(path) == Refusal.SUSPICIOUS


def test_a_part_longer_than_announced_is_refused(tmp_path: Path) -> None:
    row = f'<row r="1">{text_cell("A1", "a" * 5_000)}</row>'
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(row))
    data = path.read_bytes()
    size = len(sheet_xml(row)).to_bytes(4, "little")
    assert data.count(size) >= 2
    path.write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    assert refusal_of(path) == Refusal.UNREADABLE


def test_one_long_shared_text_cannot_swell_the_answer(tmp_path: Path) -> None:
    text = "".join(chr(97 + index * index % 26) for index in range(30_000))
    shared = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(1, 5_000)
    )
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(rows), ("xl/sharedStrings.xml", shared))
    with pytest.raises(WorkbookUnreadable):
        read_sheet(path)
