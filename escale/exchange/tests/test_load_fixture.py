import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from escale.clients.models import Client
from escale.dotations.actions.cancel_dotations import cancel_dotations
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.actions.load_fixture import load_fixture
from escale.exchange.actions.remove_test_orders import remove_test_orders
from escale.exchange.errors import FixtureRefused
from escale.journal.actor import SYSTEM
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.models import Order
from escale.orders.states import OrderStatus

pytestmark = pytest.mark.django_db


def dotation(number: int, **changed: object) -> dict[str, Any]:
    return {
        "id": 11843509 + number,
        "matricule": f"{number:03}",
        "last_name": "LEVALLOIS",
        "first_name": "Clément",
        "email": f"ancv.rec{number}@exemple.invalid",
        "phone": f"06000000{number:02}",
        "amount": 500,
        "status": "En attente d'activation",
        "account_created": False,
        **changed,
    }


def fixture_file(folder: Path, *dotations: dict[str, Any], **changed: object) -> Path:
    order = {
        "number": 2800886,
        "client": "100001",
        "date": "2020-08-21",
        "dotations": dotations,
        **changed,
    }
    path = folder / "fixture.json"
    clients = [{"code": "100001", "name": "Client A"}]
    path.write_text(json.dumps({"clients": clients, "orders": [order]}), encoding="utf-8")
    return path


def test_rows_are_as_the_file_says(tmp_path: Path) -> None:
    rows = [dotation(1), dotation(2, status="activé"), dotation(3, account_created=True)]
    load_fixture(actor=SYSTEM, path=fixture_file(tmp_path, *rows))
    order = Order.objects.get(pk=2800886)
    assert (order.client.code, order.status, order.total) == (
        "100001",
        OrderStatus.EMAILS_SENT,
        151_500,
    )
    first, second, third = Dotation.objects.order_by("id")
    assert (first.pk, first.matricule, first.phone) == (11843510, "001", "+33600000001")
    assert first.status == DotationStatus.AWAITING_ACTIVATION
    assert first.invited_at
    assert second.activated_at
    assert not first.has_account
    assert third.has_account
    assert not OutgoingMessage.objects.exists()


def test_loading_again_replaces_the_rows_it_names(tmp_path: Path) -> None:
    load_fixture(actor=SYSTEM, path=fixture_file(tmp_path, dotation(1), dotation(2)))
    Dotation.objects.update(email="changed@exemple.invalid")
    load_fixture(actor=SYSTEM, path=fixture_file(tmp_path, dotation(1)))
    assert [row.email for row in Dotation.objects.all()] == ["ancv.rec1@exemple.invalid"]
    assert Client.objects.count() == 1


def test_identifiers_given_are_never_given_again(tmp_path: Path) -> None:
    path = fixture_file(tmp_path, dotation(1, id=30_000_000))
    load_fixture(actor=SYSTEM, path=path)
    given = Dotation.objects.get()
    fresh = Dotation.objects.get()
    fresh.pk = None
    fresh.matricule = "002"
    fresh.save()
    assert fresh.pk > given.pk


def test_an_error_is_explained_by_its_message(tmp_path: Path) -> None:
    failure = {"code": 550, "diagnostic": "550 5.1.2 Host unknown", "cause": "unknown-domain"}
    row = dotation(1, status="Erreur e-mail", failure=failure, sent_days_ago=6)
    load_fixture(actor=SYSTEM, path=fixture_file(tmp_path, row))
    message = OutgoingMessage.objects.get()
    assert (message.state, message.cause) == (MessageState.FAILED, Cause.UNKNOWN_DOMAIN)
    assert Dotation.objects.get().last_message == message


def test_an_order_not_paid_has_ordered_dotations(tmp_path: Path) -> None:
    row = dotation(1, status="")
    path = fixture_file(tmp_path, row, paid=False, payment_means="transfer")
    load_fixture(actor=SYSTEM, path=path)
    assert Order.objects.get().status == OrderStatus.AWAITING_PAYMENT
    assert Dotation.objects.get().status == DotationStatus.ORDERED


@pytest.mark.parametrize(
    "row", [dotation(1, phone="0144556677"), dotation(1, status="?"), dotation(1, amount="cent")]
)
def test_a_row_that_cannot_be_refuses_the_file(tmp_path: Path, row: dict[str, Any]) -> None:
    with pytest.raises(FixtureRefused):
        load_fixture(actor=SYSTEM, path=fixture_file(tmp_path, row))
    assert not Client.objects.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"clients": [], "orders": [{}]}'])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(CommandError, match="forme attendue"):
        call_command("load_fixture", path)


@override_settings(ACCEPT_RESERVED_DOMAINS=False)
def test_a_real_portal_takes_no_test_data(tmp_path: Path) -> None:
    path = fixture_file(tmp_path, dotation(1, email="a@yopmail.com"))
    with pytest.raises(CommandError, match="portail réel"):
        call_command("load_fixture", path)
    with pytest.raises(FixtureRefused):
        remove_test_orders(numbers=[1])
    assert not Order.objects.exists()


def test_the_command_counts_what_it_loaded(tmp_path: Path) -> None:
    said = StringIO()
    call_command("load_fixture", fixture_file(tmp_path, dotation(1), dotation(2)), stdout=said)
    assert said.getvalue() == "1 clients, 1 commandes, 2 dotations chargées.\n"


@pytest.mark.django_db
def test_a_test_order_is_removed_with_its_cancellations() -> None:
    order = DotationFactory.create().order
    cancel_dotations(actor=SYSTEM, number=order.pk, reason="Essai")
    remove_test_orders(numbers=[order.pk])
    assert not Order.objects.exists()
