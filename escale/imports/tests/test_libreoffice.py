"""An export saved by LibreOffice in its own formats comes back as no change, zeros kept (R41)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.order_export import write_order_workbook
from escale.imports.previewing import preview_file
from escale.imports.states import Verdict
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.reading import read_sheet

SOFFICE = shutil.which("soffice")
CONVERSION_SECONDS = 120
NAMES = ["001", "=1+1", "-2", "1E5", "VRAI", "12/03/2026", "L’Hôte", "Zoé 😀", " a  b ", "a;b,c\td"]
# How LibreOffice is told to write text: separator, quote, encoding (76 is UTF-8, 1 is cp1252).
FORMATS = [
    "xls", "ods", "xlsx", "csv:Text - txt - csv (StarCalc):59,34,76",
    "csv:Text - txt - csv (StarCalc):44,34,76", "csv:Text - txt - csv (StarCalc):9,34,76",
]  # fmt: skip

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here: apt install libreoffice-calc"),
]


@pytest.fixture
def order() -> Order:
    order = OrderFactory.create()
    for number, name in enumerate(NAMES):
        DotationFactory.create(
            order=order,
            matricule=f"00{number}",
            last_name=name,
            first_name=name,
            amount=100_050 if number % 2 else 100_000,
        )
    return order


@pytest.fixture
def export(order: Order, tmp_path: Path) -> Path:
    path = tmp_path / "export.xlsx"
    with path.open("wb") as stream:
        write_order_workbook(stream, Dotation.objects.filter(order=order))
    return path


def converted(path: Path, target: str, folder: Path) -> Path:
    folder.mkdir()
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    subprocess.run(
        [str(SOFFICE), profile, "--headless", "--convert-to", target, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=CONVERSION_SECONDS,
    )
    return folder / f"{path.stem}.{target.partition(':')[0]}"


def test_saved_in_every_format_it_comes_back_unchanged(
    order: Order, export: Path, tmp_path: Path
) -> None:
    for number, target in enumerate(FORMATS):
        saved = converted(export, target, tmp_path / str(number))
        # And back: what a colleague who has Excel would be sent.
        again = converted(saved, "xlsx", tmp_path / f"{number}-back")
        files = [saved] if saved.suffix == ".csv" else [saved, again]
        for file in files:
            rows = preview_file(order, file).rows
            assert len(rows) == len(NAMES), target
            assert [list(row.refusals) for row in rows] == [[]] * len(NAMES), target
            assert {row.verdict for row in rows} == {Verdict.UNCHANGED}, target


def test_what_cp1252_cannot_hold_is_told_and_changes_nothing(
    order: Order, export: Path, tmp_path: Path
) -> None:
    for separator in (59, 44, 9):
        target = f"csv:Text - txt - csv (StarCalc):{separator},34,1"
        rows = preview_file(order, converted(export, target, tmp_path / str(separator))).rows
        by_name = {row.present.last_name: row for row in rows if row.present}
        told = by_name.pop("Zoé 😀")
        assert {row.verdict for row in by_name.values()} == {Verdict.UNCHANGED}, separator
        assert [(refusal.column, refusal.code) for refusal in told.refusals] == [
            ("last_name", "read-only-column"),
            ("first_name", "read-only-column"),
        ]


def test_zeros_are_kept(export: Path, tmp_path: Path) -> None:
    for target in ("xls", "ods", "xlsx"):
        header, *rows = read_sheet(converted(export, target, tmp_path / target)).rows
        matricule, phone = header.cells.index("Matricule"), header.cells.index("Téléphone")
        assert [row.cells[matricule] for row in rows] == [f"00{n}" for n in range(len(NAMES))]
        assert all(str(row.cells[phone]).startswith("06") for row in rows)
