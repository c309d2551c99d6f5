"""Hundreds of workbooks by other hands and programs: none may crash, hang or lose its rows."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from escale.workbooks.errors import WorkbookUnreadable
from escale.workbooks.reading import read_sheet
from escale.workbooks.refusals import Refusal
from tests.corpora import CORPORA, needs_corpora

pytestmark = pytest.mark.slow

SHEETS = CORPORA / "sheets"
MAX_SECONDS = 10


def outcome(path: Path) -> str:
    """« rows », or the reason of the refusal; any other exception fails the test."""
    started = time.monotonic()
    try:
        sheet = read_sheet(path)
    except WorkbookUnreadable as refused:
        result = refused.reason.value
    else:
        assert sheet.rows
        numbers = [row.number for row in sheet.rows]
        assert numbers == sorted(set(numbers))
        assert numbers[-1] - numbers[0] + 1 == len(numbers) + sheet.blank_rows
        result = "rows"
    assert time.monotonic() - started <= MAX_SECONDS
    return result


def outcomes(paths: list[Path]) -> dict[str, str]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip([path.name for path in paths], pool.map(outcome, paths), strict=True))


@needs_corpora
def test_every_workbook_gives_rows_or_one_sentence() -> None:
    found = outcomes(sorted(SHEETS.iterdir()))
    expected = {
        "made__h04_zip_bomb_sheet.xlsx": Refusal.UNPACKED_TOO_BIG,
        "made__h06_billion_laughs.xlsx": Refusal.SUSPICIOUS,
        "made__h12_truncated_50.xlsx": Refusal.UNREADABLE,
        "poi__54764.xlsx": Refusal.SUSPICIOUS,
        "poi__duplicate-filename-case-insensitive.xlsx": Refusal.SUSPICIOUS,
        "tika__password.xls": Refusal.PASSWORD,
        "sheetjs__password_2002_40_xor.xls": Refusal.PASSWORD,
        "calamine__pass_protected.xlsx": Refusal.PASSWORD,
    }
    assert {name: found[name] for name in expected} == expected
    refused_made = {
        name for name, result in found.items() if name.startswith("made__") and result != "rows"
    }
    assert refused_made == {name for name in expected if name.startswith("made__")}


@needs_corpora
def test_the_same_table_is_read_from_every_format() -> None:
    tables = [
        [[str(cell) for cell in row.cells] for row in read_sheet(SHEETS / name).rows]
        for name in (
            "made__f02_changes.xlsx",
            "made__f02_changes.xls",
            "made__f02_changes.ods",
            "made__f03_cp1252_sc_crlf.csv",
        )
    ]
    assert tables[1:] == tables[:1] * 3
