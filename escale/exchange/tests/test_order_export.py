from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.order_export import export_file_name, write_order_workbook
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Cell

pytestmark = pytest.mark.django_db


def exported(order: Order, folder: Path) -> list[list[Cell]]:
    stream = BytesIO()
    count = write_order_workbook(stream, Dotation.objects.filter(order=order))
    path = folder / "a.xlsx"
    path.write_bytes(stream.getvalue())
    rows = [list(row.cells) for row in read_sheet(path).rows]
    assert count == len(rows) - 1
    return rows


def test_the_file_is_named_after_the_order_s_date() -> None:
    order = OrderFactory.create(number=2800886, placed_on=date(2020, 8, 21))
    assert export_file_name(order) == "20200821_Titres_Dématérialisés_Commande_2800886.xlsx"


def test_eight_columns_of_what_may_be_modified(tmp_path: Path) -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order, activated=True, matricule="003")
    DotationFactory.create(order=order, id=11843513, matricule="002", in_error=True)
    DotationFactory.create(
        order=order, id=11843518, matricule="001", in_production=True, email="a@yopmail.example"
    )
    rows = exported(order, tmp_path)
    assert rows[0] == [
        "Identifiant dotation",
        "Matricule",
        "Nom",
        "Prénom",
        "Adresse Mail",
        "Téléphone",
        "Montant",
        "Statut dotation",
    ]
    assert rows[1] == [
        11843518, "001", "FERBACH", "louise", "a@yopmail.example", "0609679607", 150, "PRODUCTION",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == [11843518, 11843513]


def test_sorted_by_matricule_as_people_count(tmp_path: Path) -> None:
    order = OrderFactory.create()
    for matricule in ("10", "9", "1"):
        DotationFactory.create(order=order, matricule=matricule)
    assert [row[1] for row in exported(order, tmp_path)[1:]] == ["1", "9", "10"]


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "@SUM(1,1)", "-1"])
def test_a_name_is_never_a_formula(tmp_path: Path, name: str) -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order, last_name=name)
    assert exported(order, tmp_path)[1][2] == name


def test_only_address_and_phone_can_be_typed_in() -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order)
    stream = BytesIO()
    write_order_workbook(stream, Dotation.objects.filter(order=order))
    sheet = openpyxl.load_workbook(stream)["Dotations"]
    assert not sheet.protection.sheet
    white = [cell.coordinate for cell in sheet[2] if cell.fill.fill_type is None]
    assert white == ["E2", "F2"]


def test_the_selected_cell_says_whether_it_may_change() -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order)
    stream = BytesIO()
    write_order_workbook(stream, Dotation.objects.filter(order=order))
    sheet = openpyxl.load_workbook(stream)["Dotations"]
    told = {str(rule.sqref)[0]: rule.prompt for rule in sheet.data_validations.dataValidation}
    assert set(told) == set("ABCDEFGH")
    assert told["E"] == told["F"] == "À corriger si besoin. Une case laissée vide ne change rien."
    assert told["C"].startswith("Ne se modifie pas")


def test_cents_are_not_lost(tmp_path: Path) -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order, amount=15_050)
    assert exported(order, tmp_path)[1][6] == 150.5
