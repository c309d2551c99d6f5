"""The receipt of a paid order: what it says, and that it leaves with the e-mail of payment."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from pytest_django import Settings

from escale.clients.tests.factories import ClientFactory
from escale.documents.typesetting import typeset
from escale.journal.actor import SYSTEM
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import let_time_pass
from escale.mailing.tests.smtp_server import Script, smtp_server
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import Order
from escale.orders.receipt import attached_receipt, receipt_file_name
from escale.orders.reference import transfer_reference
from escale.orders.states import PaymentMeans

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 200_000


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The content of each receipt typeset, besides the real PDF."""
    contents: list[dict[str, Any]] = []

    def recorded(template: Path, data: dict[str, Any]) -> bytes:
        contents.append(data)
        return typeset(template, data)

    monkeypatch.setattr("escale.orders.receipt.typeset", recorded)
    return contents


@pytest.fixture
def relay(settings: Settings) -> Iterator[Script]:
    with smtp_server() as (script, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield script


def placed(means: PaymentMeans = PaymentMeans.TRANSFER, reference: str = "Noël 2026") -> Order:
    client = ClientFactory.create(code="1000001", name="ANCV Client", email="rh@yopmail.example")
    new = NewOrder(
        date(2020, 8, 21),
        "Hélène Tanguy",
        means,
        10,
        1_000_000,
        2800886,
        client_reference=reference,
    )
    return create_order(actor=SYSTEM, client=client, new=new)


def paid_on_the_fourth(order: Order) -> Order:
    record_payment(actor=SYSTEM, number=order.number)
    Order.objects.update(paid_at=datetime(2026, 11, 4, 23, 30, tzinfo=UTC))
    return Order.objects.get()


def opens(pdf: bytes) -> bool:
    """A reader begins at the end: it says where the table of what is inside stands."""
    end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf)
    table = pdf[int(end[1]) :] if end else b""
    return pdf.startswith(b"%PDF-1.") and bool(re.match(rb"xref|\d+ \d+ obj", table))


def test_who_paid_what_when_and_how(written: list[dict[str, Any]]) -> None:
    paid_on_the_fourth(placed())
    with override("en"):
        attached = attached_receipt("2800886")
    assert attached.name == "Recu_commande_2800886.pdf"
    assert opens(attached.content)
    assert len(attached.content) <= MOST_BYTES
    [content] = written
    assert content["title"] == "Reçu, commande N°2\u00a0800\u00a0886"
    assert content["total"] == "10\u202f100,00\u00a0€"
    # It was five to one in Paris.
    assert content["sentence"] == (
        "Nous avons reçu 10\u202f100,00\u00a0€ par virement le 5\u00a0novembre\u00a02026."
    )
    assert dict(content["facts"]) == {
        "Reçu de": "ANCV Client (1000001)",
        "Reçu le": "05/11/2026",
        "Moyen de règlement": "Virement",
        "Référence": transfer_reference(2800886),
        "Votre référence": "Noël 2026",
        "Commande du": "21/08/2020",
        "Passée par": "Hélène Tanguy",
    }
    assert [line[0] for line in content["lines"]] == [
        "Dotation Chèque-Vacances Connect",
        "Commission",
    ]


def test_a_card_names_no_reference_and_a_client_may_have_none(
    written: list[dict[str, Any]],
) -> None:
    paid_on_the_fourth(placed(PaymentMeans.CARD, ""))
    attached_receipt("2800886")
    assert {"Référence", "Votre référence"}.isdisjoint(dict(written[0]["facts"]))


def test_it_is_the_same_each_time() -> None:
    paid_on_the_fourth(placed())
    assert attached_receipt("2800886").content == attached_receipt("2800886").content


def test_an_order_that_is_not_paid_has_none() -> None:
    placed()
    with pytest.raises(Order.DoesNotExist):
        attached_receipt("2800886")


def test_the_mail_of_payment_brings_it_at_each_try(relay: Script) -> None:
    order = placed()
    relay.after_data["rh@yopmail.example"].append("451 4.3.0 later")
    record_payment(actor=SYSTEM, number=order.number)
    message = OutgoingMessage.objects.get(template="orders/emails/payment_received")
    assert message.attachment == "receipt:2800886"
    assert deliver_messages().deferred == 1
    let_time_pass(hours=1)
    assert deliver_messages().sent == 1
    (received,) = relay.received
    (file,) = received.content.iter_attachments()
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert opens(content)
    assert content == attached_receipt("2800886").content
    assert file.get_filename() == receipt_file_name(order)
    body = received.content.get_body(("plain",))
    assert body is not None
    assert "Votre reçu est joint à cet e-mail." in body.get_content()
    assert "Votre référence\u00a0: Noël 2026" in body.get_content()


def test_a_receipt_that_cannot_be_made_waits_for_us(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_payment(actor=SYSTEM, number=placed().number)
    with monkeypatch.context() as patch:
        patch.setattr("escale.orders.receipt.TEMPLATE", Path("/nowhere.typ"))
        assert deliver_messages().deferred == 1
    message = OutgoingMessage.objects.get()
    assert message.state == MessageState.DEFERRED
    assert message.diagnostic.startswith("unmade: ")
    let_time_pass(hours=1)
    assert deliver_messages().sent == 1
    assert len(relay.received) == 1
