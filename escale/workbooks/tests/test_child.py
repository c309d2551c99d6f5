"""The child's own code, without its process: what it answers, line by line."""

import json
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from escale.workbooks.child import honest, parse
from escale.workbooks.limits import Limits
from escale.workbooks.refusals import FileRefused, Refusal
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import sheet_xml, text_cell, workbook, zipped_workbook


def answer_to(data: bytes, suffix: str, limits: Limits | None = None) -> list[list[object]]:
    answer = BytesIO()
    parse(data, suffix, limits or Limits(), answer)
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def test_rows_then_the_sheet_they_come_from(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Né"], [], ["LOIR", 3.0]], first_cell="A2")
    assert answer_to(path.read_bytes(), ".xlsx") == [
        ["sheet", "Sheet", 4],
        [2, ["Nom", "Né"]],
        [4, ["LOIR", 3]],
        ["end", 1],
    ]


def test_text_has_no_sheet_name() -> None:
    assert answer_to(b"Nom;Tel\n", ".csv") == [
        ["sheet", "", 2],
        [1, ["Nom", "Tel"]],
        ["end", 0],
    ]


def test_every_type_can_be_carried() -> None:
    moment = datetime(2020, 8, 21, 10, 30)  # noqa: DTZ001
    cells: list[Cell] = [
        moment,
        date(2020, 8, 21),
        time(10, 30),
        timedelta(hours=30),
        1e300,
        1.5,
        2.0,
        "a",
    ]
    assert list(honest(cells)) == [
        {"datetime": "2020-08-21T10:30:00"},
        {"date": "2020-08-21"},
        {"time": "10:30:00"},
        {"timedelta": 108_000.0},
        1e300,
        1.5,
        2,
        "a",
    ]


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"\n\n", ".csv", Refusal.NO_DATA),
        (b'a;"b\n', ".csv", Refusal.QUOTES),
        (b"<html>", ".csv", Refusal.FORMAT_MISMATCH),
        (b"\x8f", ".csv", Refusal.ENCODING),
        (b"text", ".xls", Refusal.FORMAT_MISMATCH),
        (b"text", ".xlsx", Refusal.FORMAT_MISMATCH),
        (b"PK", ".ods", Refusal.UNREADABLE),
    ],
)
def test_refusals(data: bytes, suffix: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as caught:
        answer_to(data, suffix)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=1), Refusal.TOO_MANY_ROWS),
        (Limits(columns=1), Refusal.TOO_MANY_COLUMNS),
        (Limits(entries=1), Refusal.SUSPICIOUS),
        (Limits(unpacked_bytes=1), Refusal.UNPACKED_TOO_BIG),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, reason: Refusal) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prénom"]] * 2)
    with pytest.raises(FileRefused) as caught:
        answer_to(path.read_bytes(), ".xlsx", limits)
    assert caught.value.reason == reason


def test_a_ragged_text_is_as_wide_as_its_widest_row() -> None:
    with pytest.raises(FileRefused) as caught:
        answer_to(b"Nom;Tel\n1;2\n" + b";".join([b"x"] * 101), ".csv")
    assert caught.value.reason == Refusal.TOO_MANY_COLUMNS


def test_a_document_type_is_found_across_chunks(tmp_path: Path) -> None:
    for padding in range(256 * 1024 - 40, 256 * 1024, 8):
        doctype = f"<!--{' ' * padding}--><!DOCTYPE w>"
        sheet = sheet_xml(f'<row r="1">{text_cell("A1", "a")}</row>', doctype=doctype)
        with pytest.raises(FileRefused) as caught:
            answer_to(zipped_workbook(tmp_path / "a.xlsx", sheet).read_bytes(), ".xlsx")
        assert caught.value.reason == Refusal.SUSPICIOUS
