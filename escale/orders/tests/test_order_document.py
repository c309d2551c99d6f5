"""The document of an order says what its page says (R8, R9)."""

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from escale.clients.tests.factories import ClientFactory
from escale.documents.typesetting import typeset
from escale.journal.actor import SYSTEM
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.models import IssuerSettings, Order
from escale.orders.order_document import document_file_name, order_document
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans, ProductKind
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db

Content = dict[str, Any]
REFERENCE = transfer_reference(2800886)

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
GUIDE = NewOrder(date(2020, 8, 21), "ANCV Client", PaymentMeans.CARD, 10, 1_000_000, 2800886)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Content]:
    """The content of each document typeset, besides the real PDF."""
    contents: list[Content] = []

    def recorded(template: Path, data: dict[str, Any]) -> bytes:
        contents.append(data)
        return typeset(template, data)

    monkeypatch.setattr("escale.orders.order_document.typeset", recorded)
    return contents


def placed(**changes: Any) -> Order:
    new = dataclasses.replace(GUIDE, **changes)
    client = ClientFactory.create(code="1000001", name="ANCV Client")
    return create_order(actor=SYSTEM, client=client, new=new)


def test_the_guide_s_order_to_the_cent(written: list[Content]) -> None:
    pdf = order_document(placed(), now=NOW)
    assert b"/StructTreeRoot" in pdf
    [content] = written
    assert content["title"] == "Détail de la commande N°2\u00a0800\u00a0886"
    assert content["client"] == {"name": "ANCV Client", "code": "1000001"}
    assert content["columns"] == [
        "Article",
        "Quantité",
        "Prix unitaire HT",
        "Montant HT",
        "TVA (%)",
        "Montant total",
    ]
    amount, fee = "10\u202f000,00\u00a0€", "100,00\u00a0€"
    assert content["lines"] == [
        ["Dotation Chèque-Vacances Connect", "10", "-", amount, "", amount],
        ["Commission", "1", fee, fee, "", fee],
    ]
    assert content["total"] == "10\u202f100,00\u00a0€"
    assert ("Date", "21/08/2020") in content["facts"]
    assert content["issued"] == ("Établi le 23\u00a0novembre\u00a02026 à 10\u00a0h\u00a058")


def test_it_is_named_after_the_order() -> None:
    assert document_file_name(OrderFactory.build(number=2800886)) == "Commande_2800886.pdf"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "10\u202f100,00\u00a0€ reçus par carte bancaire le 21\u00a0août\u00a02020"),
        (
            {"status": OrderStatus.AWAITING_PAYMENT, "paid_at": None},
            "Il reste 10\u202f100,00\u00a0€ à régler, par carte bancaire",
        ),
        (
            {
                "status": OrderStatus.CANCELLED,
                "paid_at": None,
                "closed_at": NOW,
                "payment_means": PaymentMeans.TRANSFER,
            },
            "Cette commande est annulée\u00a0: rien n’est à régler.",
        ),
    ],
)
def test_what_is_left_to_pay(
    written: list[Content], changes: dict[str, object], sentence: str
) -> None:
    order_document(OrderFactory.create(**changes), now=NOW)
    assert sentence in written[0]["payment"]["sentence"]
    assert written[0]["payment"]["facts"] == []


@pytest.mark.parametrize(
    ("means", "facts"),
    [
        (
            PaymentMeans.TRANSFER,
            [
                ("Référence", REFERENCE),
                ("Titulaire", "Émetteur SA"),
                ("IBAN", "FR76 3000 6000 0112 3456 7890 189"),
                ("BIC", "AGRIFRPP"),
            ],
        ),
        (
            PaymentMeans.CHEQUE,
            [
                ("Référence à écrire au dos", REFERENCE),
                ("À l’ordre de", "Émetteur SA"),
                ("À envoyer à", "2 rue des Tilleuls, 75000 Paris"),
            ],
        ),
        (PaymentMeans.CARD, []),
    ],
)
def test_where_to_pay(
    written: list[Content],
    means: PaymentMeans,
    facts: list[tuple[str, str]],
) -> None:
    IssuerSettings.objects.create(
        pk=1,
        account_holder="Émetteur SA",
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
        cheque_address="2 rue des Tilleuls\n75000 Paris\n",
    )
    order_document(placed(payment_means=means), now=NOW)
    assert written[0]["payment"]["facts"] == facts
    assert ("au dos" in written[0]["payment"]["sentence"]) is (means == PaymentMeans.CHEQUE)


def test_nothing_is_said_of_an_account_that_the_issuer_has_not_given(
    written: list[Content],
) -> None:
    order_document(placed(payment_means=PaymentMeans.TRANSFER), now=NOW)
    assert written[0]["payment"]["facts"] == [("Référence", REFERENCE)]


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("product", ProductKind)
def test_every_order_has_its_document(status: OrderStatus, product: ProductKind) -> None:
    order = placed(product=product)
    order.status = status
    order.paid_at = None if status == OrderStatus.AWAITING_PAYMENT else NOW
    assert order_document(order, now=NOW).startswith(b"%PDF")


def test_names_of_any_kind() -> None:
    order = placed(placed_by=('Fañch #let "x" $y$ *z* 🎉 <script> ' * 5)[:150])
    order.client.name = order.placed_by
    assert order_document(order, now=NOW).startswith(b"%PDF")
