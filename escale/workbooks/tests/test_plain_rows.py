"""Rows written whole are those that the library would have written, letter for letter."""

from decimal import Decimal
from io import BytesIO
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from escale.workbooks.plain_rows import TableSheet
from escale.workbooks.writing import Kind, WrittenColumn, WrittenSheet, write_sheets

pytestmark = pytest.mark.slow

COLUMNS = [
    WrittenColumn("Matricule", hint="Ne pas modifier"),
    WrittenColumn("Nom", is_typed=True),
    WrittenColumn("Montant", kind=Kind.EUROS),
]
# As many plain texts as odd ones: escapes, blanks at the edges, what no document carries.
TEXTS = (
    st.text("abÉœ’ 0189@.-|_x&<>\"'\n\t\r\x00\x1f\x7f\xa0\u200e\ufffe😀", max_size=12)
    | st.sampled_from(["", "_x0041_", "a" * 5_000, " ", "|", "LEFÈVRE", "06 00 00 00 00"])
    | st.text(max_size=8)
)
AMOUNTS = st.integers(-(10**20), 10**20) | st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, places=2
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, AMOUNTS | TEXTS), max_size=6)
FACTS = st.sampled_from([(), (("Commande", "2 849 950"),)])


def sheet(rows: list[tuple[str, str, object]], facts: tuple[tuple[str, str], ...]) -> bytes:
    stream = BytesIO()
    write_sheets(stream, [WrittenSheet("Feuille", COLUMNS, rows, facts)])  # type: ignore[arg-type]
    return ZipFile(stream).read("xl/worksheets/sheet1.xml")


@given(ROWS, FACTS)
@example([("", "", Decimal("0.00"))], ())
def test_any_rows(rows: list[tuple[str, str, object]], facts: tuple[tuple[str, str], ...]) -> None:
    with patch.object(TableSheet, "write_plain_row", return_value=False):
        by_the_library = sheet(rows, facts)
    assert sheet(rows, facts) == by_the_library


@pytest.mark.parametrize(
    ("row", "is_plain"),
    [
        (("K001", "LE BRAS-D’HŒUR", 400), True),
        (("", "|", Decimal("12.50")), True),
        (("K001", "A & B", 400), False),
        (("K001", "LOIR ", 400), False),
        (("K001", "LOIR\n", 400), False),
    ],
)
def test_which_are_written_whole(row: tuple[str, str, int], *, is_plain: bool) -> None:
    written: list[bool] = []
    whole = TableSheet.write_plain_row

    def noted(self: TableSheet, number: int, row: tuple[str, str, int]) -> bool:
        written.append(whole(self, number, row))
        return written[-1]

    with patch.object(TableSheet, "write_plain_row", noted):
        sheet([row], ())
    assert written == [is_plain]
