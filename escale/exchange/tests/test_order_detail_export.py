from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from escale.clients.tests.factories import ClientFactory
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.order_detail_export import detail_file_name, write_detail_workbook
from escale.journal.actor import SYSTEM
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.models import Booklet, Order
from escale.orders.states import PaymentMeans, ProductKind
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


def placed(product: ProductKind = ProductKind.CONNECT) -> Order:
    client = ClientFactory.create(code="1000001", name="ANCV Client")
    new = NewOrder(
        date(2020, 8, 21),
        "=1+1",
        PaymentMeans.TRANSFER,
        3,
        45_050,
        2800886,
        product,
        client_reference="=2+2",
    )
    return create_order(actor=SYSTEM, client=client, new=new)


def exported(order: Order) -> Workbook:
    stream = BytesIO()
    write_detail_workbook(stream, order, Dotation.objects.filter(order=order))
    return openpyxl.load_workbook(stream)


def rows(book: Workbook, name: str) -> list[tuple[object, ...]]:
    return list(book[name].iter_rows(values_only=True))


def test_the_file_is_named_after_the_order_s_date() -> None:
    order = OrderFactory.build(number=2800886, placed_on=date(2020, 8, 21))
    assert detail_file_name(order) == "20200821_Détail_Commande_2800886.xlsx"


def test_the_detail_holds_the_order_and_its_lines() -> None:
    book = exported(placed())
    assert book.sheetnames == ["Détail", "Bénéficiaires"]
    detail = rows(book, "Détail")
    facts = {row[0]: row[1] for row in detail[: detail.index((None,) * 6)]}
    assert facts["Commande"] == "N°2800886"
    assert facts["Client"] == "ANCV Client (1000001)"
    assert facts["Date"] == "21/08/2020"
    assert facts["Passée par"] == "=1+1"
    assert facts["Votre référence"] == "=2+2"
    assert facts["Règlement"] == "Virement"
    table = detail[detail.index((None,) * 6) + 1 :]
    assert table[0] == (
        "Article", "Quantité", "Prix unitaire HT", "Montant HT", "TVA (%)", "Montant total",
    )  # fmt: skip
    # 1 % of 450,50 € is 4,505 €, half a cent going up.
    assert table[1] == ("Dotation Chèque-Vacances Connect", 3, "-", 450.5, "", 450.5)
    assert table[2] == ("Commission", 1, 4.51, 4.51, "", 4.51)
    assert table[3] == ("TOTAL", "", "", "", "", 455.01)


def test_amounts_are_numbers_of_euros_and_nothing_is_a_formula() -> None:
    sheet = exported(placed())["Détail"]
    last = sheet.cell(sheet.max_row, 6)
    assert (last.data_type, last.number_format) == ("n", '#,##0.00\\ "€"')
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("status", DotationStatus)
def test_beneficiaries_are_there_whatever_their_status(status: DotationStatus) -> None:
    order = placed()
    DotationFactory.create(
        order=order, id=11843518, matricule="001", email="a@yopmail.example", activated=True
    )
    Dotation.objects.filter(order=order).update(status=status)
    header, line = rows(exported(order), "Bénéficiaires")
    assert header == (
        "Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone",
        "Montant", "Statut dotation",
    )  # fmt: skip
    assert line[:7] == (
        11843518, "001", "FERBACH", "louise", "a@yopmail.example", "0609679607", 150,
    )  # fmt: skip
    assert (line[7] or "") == str(status.label)


def test_nothing_in_it_is_locked() -> None:
    book = exported(placed())
    assert not any(sheet.protection.sheet for sheet in book)


def test_paper_lists_its_booklets_by_matricule() -> None:
    order = placed(ProductKind.CLASSIC)
    for matricule in ("10", "9"):
        Booklet.objects.create(
            order=order, matricule=matricule, last_name="LOIR", first_name="Ève", amount=20_000
        )
    assert rows(exported(order), "Bénéficiaires") == [
        ("Matricule", "Nom", "Prénom", "Montant"),
        ("9", "LOIR", "Ève", 200),
        ("10", "LOIR", "Ève", 200),
    ]
    assert "Chéquier Chèque-Vacances Classic" in [row[0] for row in rows(exported(order), "Détail")]
