"""What the parsing child answers, asked in this process: as the real one, or one reason."""

import json
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from escale.workbooks import child
from escale.workbooks.child import answer_for
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.reading import read_sheet
from escale.workbooks.refusals import Refusal
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import sheet_xml, text_cell, workbook, zipped_workbook
from escale.workbooks.titles import Wanted

ROWS: list[list[Cell | None]] = [
    ["Nom", "Montant"],
    ["ZOÉ", 150],
    ["LOU", 1.5],
    [None, None],
    ["JO", True],
]


def asked(data: bytes, suffix: str, limits: Limits = CORRECTION_LIMITS) -> list[list[Any]]:
    answer = BytesIO()
    answer_for(data, suffix, limits, answer, Wanted())
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def test_rows_are_those_of_the_real_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ROWS)
    (kind, name, *_about), *rows, (end, blank, _hidden) = asked(path.read_bytes(), ".xlsx")
    sheet = read_sheet(path)
    assert (kind, name, end, blank) == ("sheet", sheet.name, "end", sheet.blank_rows)
    assert rows == [[row.number, list(row.cells)] for row in sheet.rows]


def test_dates_travel_by_name(tmp_path: Path) -> None:
    moments: list[Cell | None] = [
        datetime(2020, 8, 21, 10, 12),  # noqa: DTZ001  # as cells are
        date(2020, 8, 21),
        time(10, 12),
    ]
    path = workbook(tmp_path / "a.xlsx", [moments])
    _sheet, (_number, cells), _end = asked(path.read_bytes(), ".xlsx")
    assert [next(iter(cell)) for cell in cells] == ["datetime", "date", "time"]


@pytest.mark.parametrize(
    ("suffix", "data", "reason"),
    [
        (".xlsx", b"PK", Refusal.UNREADABLE),
        (".xlsx", b"Nom;Montant", Refusal.FORMAT_MISMATCH),
        (".ods", child.COMPOUND_MARK + child.ENCRYPTED_STREAM, Refusal.PASSWORD),
        (".xls", b"PK", Refusal.FORMAT_MISMATCH),
        (".xls", child.COMPOUND_MARK + b"\0" * 600, Refusal.UNREADABLE),
        (".csv", b"\n\n", Refusal.NO_DATA),
        (".csv", b"%PDF-1.7", Refusal.FORMAT_MISMATCH),
        (".csv", b"<html>", Refusal.FORMAT_MISMATCH),
        (".csv", b"\xff\xfe\x00\xd8", Refusal.ENCODING),
        (".csv", b"Nom\xe9\x81;Montant", Refusal.ENCODING),
        (".csv", b'Nom;Montant\n"LOU;150\n', Refusal.QUOTES),
    ],
)
def test_what_cannot_be_read_has_its_reason(suffix: str, data: bytes, reason: Refusal) -> None:
    assert asked(data, suffix)[-1][:2] == ["refused", reason.value]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("extra", "limits", "reason"),
    [
        (("XL/Workbook.xml", ""), CORRECTION_LIMITS, Refusal.SUSPICIOUS),
        (("xl/a.xml", "<!DOCTYPE x>"), CORRECTION_LIMITS, Refusal.SUSPICIOUS),
        # A part is what the others say that it is, whatever its name.
        (("xl/sheet1.foo", "<!DOCTYPE x>"), CORRECTION_LIMITS, Refusal.SUSPICIOUS),
        (("xl/media/a.png", " " * 300_000 + "<!DOCTYPE x>"), CORRECTION_LIMITS, Refusal.SUSPICIOUS),
        (("META-INF/a", "<!DOCTYPE x>"), CORRECTION_LIMITS, Refusal.SUSPICIOUS),
        (
            ("xl/media/a.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]>"),
            CORRECTION_LIMITS,
            Refusal.SUSPICIOUS,
        ),
        (("META-INF/manifest.xml", "encryption-data"), CORRECTION_LIMITS, Refusal.PASSWORD),
        (("xl/a.xml", "a" * 5_000_000), CORRECTION_LIMITS, Refusal.UNPACKED_TOO_BIG),
        (("xl/a.xml", "a"), Limits(unpacked_bytes=10), Refusal.UNPACKED_TOO_BIG),
        (("xl/a.xml", "a"), Limits(entries=3), Refusal.SUSPICIOUS),
    ],
)
def test_an_archive_that_is_none(
    tmp_path: Path, extra: tuple[str, str], limits: Limits, reason: Refusal
) -> None:
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(""), extra)
    assert asked(path.read_bytes(), ".xlsx", limits)[-1][:2] == ["refused", reason.value]
    assert asked(path.read_bytes(), ".ods", limits)[-1][0] == "refused"


def test_a_drawing_may_say_its_type(tmp_path: Path) -> None:
    drawing = (
        "xl/media/a.svg",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>',
    )
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(""), drawing)
    assert asked(path.read_bytes(), ".xlsx")[-1][:2] == ["refused", "no-data"]


def test_too_many_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [list(range(4))])
    narrow = Limits(columns=3)
    assert asked(path.read_bytes(), ".xlsx", narrow)[-1][:2] == ["refused", "too-many-columns"]


def test_an_empty_sheet_has_no_data(tmp_path: Path) -> None:
    path = zipped_workbook(tmp_path / "a.xlsx", sheet_xml(""))
    assert asked(path.read_bytes(), ".xlsx")[-1][:2] == ["refused", Refusal.NO_DATA.value]
    full = zipped_workbook(tmp_path / "b.xlsx", sheet_xml(f"<row>{text_cell('A1', 'x')}</row>"))
    assert asked(full.read_bytes(), ".xlsx")[-1][0] == "end"


def test_out_of_memory_is_a_reason_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "parse", parse)
    assert asked(b"", ".csv") == [["refused", Refusal.TOO_DEMANDING.value, 0, ""]]
