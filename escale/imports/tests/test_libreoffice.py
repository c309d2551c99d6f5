"""An export saved by LibreOffice in its own formats comes back as no change, zeros kept (R41)."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

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


class Convert(Protocol):
    def __call__(self, paths: Sequence[Path], target: str, folder: Path) -> list[Path]:
        """In the format that LibreOffice calls so, each under its own name."""


pytestmark = [
    pytest.mark.slow,
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


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the first start, which takes longest."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def convert(profile: Path) -> Convert:
    """Several files at once: most of a conversion is LibreOffice's own start."""

    def convert(paths: Sequence[Path], target: str, folder: Path) -> list[Path]:
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                *("--convert-to", target, "--outdir", str(folder), *map(str, paths)),
            ],
            check=True,
            capture_output=True,
            timeout=CONVERSION_SECONDS,
        )
        return [folder / f"{path.stem}.{target.partition(':')[0]}" for path in paths]

    return convert


def test_saved_in_every_format_it_comes_back_unchanged(
    order: Order, export: Path, convert: Convert, tmp_path: Path
) -> None:
    files = []
    for number, target in enumerate(FORMATS):
        (saved,) = convert([export], target, tmp_path / str(number))
        files.append(saved.rename(tmp_path / f"{number}{saved.suffix}"))
    # And back: what a colleague who has Excel would be sent.
    workbooks = [file for file in files if file.suffix != ".csv"]
    for file in [*files, *convert(workbooks, "xlsx", tmp_path / "back")]:
        rows = preview_file(order, file).rows
        assert len(rows) == len(NAMES), file
        assert [list(row.refusals) for row in rows] == [[]] * len(NAMES), file
        assert {row.verdict for row in rows} == {Verdict.UNCHANGED}, file


def test_what_cp1252_cannot_hold_is_told_and_changes_nothing(
    order: Order, export: Path, convert: Convert, tmp_path: Path
) -> None:
    for separator in (59, 44, 9):
        target = f"csv:Text - txt - csv (StarCalc):{separator},34,1"
        (saved,) = convert([export], target, tmp_path / str(separator))
        rows = preview_file(order, saved).rows
        by_name = {row.present.last_name: row for row in rows if row.present}
        told = by_name.pop("Zoé 😀")
        assert {row.verdict for row in by_name.values()} == {Verdict.UNCHANGED}, separator
        assert [(refusal.column, refusal.code) for refusal in told.refusals] == [
            ("last_name", "read-only-column"),
            ("first_name", "read-only-column"),
        ]


def test_zeros_are_kept(export: Path, convert: Convert, tmp_path: Path) -> None:
    for target in ("xls", "ods", "xlsx"):
        (saved,) = convert([export], target, tmp_path / target)
        header, *rows = read_sheet(saved).rows
        matricule, phone = header.cells.index("Matricule"), header.cells.index("Téléphone")
        assert [row.cells[matricule] for row in rows] == [f"00{n}" for n in range(len(NAMES))]
        assert all(str(row.cells[phone]).startswith("06") for row in rows)
