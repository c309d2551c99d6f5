import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from escale.workbooks.limits import ORDER_LIMITS
from escale.workbooks.reading import read_sheet
from escale.workbooks.writing import (
    GREY,
    Kind,
    WrittenColumn,
    WrittenSheet,
    write_sheets,
    write_workbook,
)
from tests.rig.examples import part_of_examples

COLUMNS = [
    WrittenColumn("Matricule"),
    WrittenColumn("Téléphone", is_typed=True),
    WrittenColumn("Montant", kind=Kind.NUMBER),
]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "=HYPERLINK('x')", "＝1+1"]


def opened(rows: list[tuple[str, str, int]]) -> Worksheet:
    stream = BytesIO()
    assert write_workbook(stream, COLUMNS, rows) == len(rows)
    sheet = openpyxl.load_workbook(stream).active
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("payload", [*FORMULAS, "https://a.example", "mailto:a@b.example", "007"])
def test_a_text_stays_a_text(payload: str) -> None:
    cell = opened([(payload, "0612345678", 150)])["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (payload, "s", "@")
    assert cell.hyperlink is None


def test_zeros_survive_in_rows_typed_later() -> None:
    sheet = opened([("001", "0612345678", 150)])
    assert sheet["B2"].value == "0612345678"
    assert sheet["C2"].value == 150
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "@"


def test_what_is_not_to_be_typed_in_is_grey_and_nothing_is_locked() -> None:
    """Rows may be deleted, sorted, helped by a column beside."""
    sheet = opened([("001", "", 150)])
    assert not sheet.protection.sheet
    grey = f"FF{GREY[1:]}"
    assert sheet["A2"].fill.bgColor.rgb == grey or sheet["A2"].fill.fgColor.rgb == grey
    assert sheet["B2"].fill.fill_type is None


def test_a_workbook_where_nothing_is_typed_has_no_grey() -> None:
    stream = BytesIO()
    write_workbook(stream, [WrittenColumn("Nom")], [("LOIR",)])
    sheet = openpyxl.load_workbook(stream).active
    assert isinstance(sheet, Worksheet)
    assert sheet["A2"].fill.fill_type is None


def test_the_header_stays_in_sight() -> None:
    assert opened([("001", "", 150)]).freeze_panes == "A2"


def test_no_row_is_a_workbook_too() -> None:
    assert opened([]).max_row == 1


def test_a_row_of_another_width_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_workbook(BytesIO(), COLUMNS, [("001", "0612345678")])


def test_sheet_names_are_made_acceptable(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [WrittenColumn("Nom")], [("LOIR",)], sheet_name="'a/b[c]:" + "d" * 40)
    assert read_sheet(path).name.startswith("a b c")


texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), max_size=80
)


@settings(max_examples=part_of_examples(30), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=60))
def test_what_is_written_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    kept = [
        (first, second)
        for first, second in rows
        if not any(ord(c) < 32 and c not in "\t\n" for c in first + second)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_workbook(path, [WrittenColumn("a"), WrittenColumn("b")], kept)
        read = {row.number: row.cells for row in read_sheet(path).rows}
    for number, (first, second) in enumerate(kept, start=2):
        assert read.get(number, ["", ""]) == [first, second] or not (first + second).strip()


def test_memory_stays_flat_however_many_rows() -> None:
    def rows(count: int) -> Iterator[tuple[str, str, int]]:
        for number in range(count):
            yield (f"{number:05}", "0612345678", 150)

    def peak(count: int, path: Path) -> int:
        tracemalloc.start()
        write_workbook(path, COLUMNS, rows(count))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        assert peak(4_000, path) < peak(500, path) + 1_000_000
        assert len(read_sheet(path, limits=ORDER_LIMITS).rows) in {501, 4_001}


def test_several_sheets_with_facts_above_the_table() -> None:
    stream = BytesIO()
    sheets = [
        WrittenSheet("A", COLUMNS, [("001", "06", 1), ("002", "07", 2)]),
        WrittenSheet(
            "B",
            [WrittenColumn("Article"), WrittenColumn("Montant", kind=Kind.EUROS)],
            [("Commission", Decimal("4.51"))],
            facts=[("Client", "=1+1")],
        ),
    ]
    assert write_sheets(stream, sheets) == [2, 1]
    book = openpyxl.load_workbook(stream)
    assert book.sheetnames == ["A", "B"]
    table = book["B"]
    assert list(table.iter_rows(values_only=True)) == [
        ("Client", "=1+1"),
        (None, None),
        ("Article", "Montant"),
        ("Commission", 4.51),
    ]
    assert table["B1"].data_type == "s"
    assert table["B4"].number_format == '#,##0.00\\ "€"'
    assert (table.freeze_panes, table.auto_filter.ref) == ("A4", "A3:B4")
    assert not table.protection.sheet
