"""The loupe and « Exporter détails » (R8, R11)."""

from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.orders.models import Order
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

PATHS = ["/commandes/2800886/document/", "/commandes/2800886/export/"]
RECEIPT = "/commandes/2800886/recu/"


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


def test_the_document_opens_in_the_browser(alice: Member, sign_in: SignIn, order: Order) -> None:
    answer = sign_in(alice).get(PATHS[0])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="Commande_2800886.pdf"'
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert answer["X-Frame-Options"] == "DENY"
    assert "Content-Security-Policy" not in answer
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.getvalue().startswith(b"%PDF")


def test_the_export_holds_the_order_s_beneficiaries_alone(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    DotationFactory.create(order=order, matricule="001", activated=True)
    DotationFactory.create(order=OrderFactory.create(client=alice.client), matricule="002")
    answer = sign_in(alice).get(PATHS[1])
    assert isinstance(answer, StreamingHttpResponse)
    assert "20200821_Détail_Commande_2800886.xlsx" in unquote(answer["Content-Disposition"])
    book = openpyxl.load_workbook(BytesIO(answer.getvalue()))
    assert [row[1].value for row in book["Bénéficiaires"].rows] == ["Matricule", "001"]


def test_the_receipt_is_there_once_it_is_paid(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    answer = browser.get(RECEIPT)
    assert answer["Content-Disposition"] == 'inline; filename="Recu_commande_2800886.pdf"'
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.getvalue().startswith(b"%PDF")
    assert f'href="{RECEIPT}"' in browser.get("/commandes/2800886/").text
    Order.objects.update(status=OrderStatus.AWAITING_PAYMENT, paid_at=None)
    assert browser.get(RECEIPT).status_code == 404
    assert f'href="{RECEIPT}"' not in browser.get("/commandes/2800886/").text


@pytest.mark.parametrize("path", [*PATHS, RECEIPT])
def test_others(
    bea: Member, charlie: Member, sign_in: SignIn, client: Browser, order: Order, path: str
) -> None:
    answer = sign_in(bea).get(path)
    assert answer.status_code == 200
    if isinstance(answer, StreamingHttpResponse):
        list(answer.streaming_content)
    assert sign_in(charlie).get(path).status_code == 404
    assert client.get(path)["Location"] == f"/connexion/?next={path}"


def test_the_document_is_not_to_be_posted_to(alice: Member, sign_in: SignIn, order: Order) -> None:
    assert sign_in(alice).post(PATHS[0]).status_code == 405
    assert sign_in(alice).post(RECEIPT).status_code == 405


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"status": OrderStatus.AWAITING_PAYMENT, "paid_at": None}, False),
        ({"product": ProductKind.CLASSIC, "status": OrderStatus.SHIPPED}, False),
    ],
)
def test_the_page_leads_to_what_there_is(
    alice: Member, sign_in: SignIn, changes: dict[str, object], shown: bool
) -> None:
    OrderFactory.create(client=alice.client, number=2800886, **changes)
    page = sign_in(alice).get("/commandes/2800886/").text
    for path in PATHS:
        assert f'href="{path}"' in page
    assert ('href="/commandes/2800886/dotations/export/"' in page) is shown


def test_the_opened_detail_and_the_lists_lead_to_them(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "detail-2800886"}
    assert PATHS[1] in sign_in(alice).get("/commandes/2800886/", headers=headers).text
    assert PATHS[0] in sign_in(alice).get("/commandes/").text
