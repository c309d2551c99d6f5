from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Client
from escale.dotations.models import Dotation
from escale.dotations.search import search_text
from escale.dotations.states import DotationStatus
from escale.exchange.tests.order_files import order_file, row
from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.ordering.actions.load_order import load_order
from escale.ordering.errors import OrderFileEmpty, OrderFileRefused
from escale.ordering.terms import Terms
from escale.orders.errors import OrderNumberTaken
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderStatus, PaymentMeans
from escale.workbooks.errors import WorkbookRefused


def test_a_paid_order_with_its_dotations(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(number) for number in range(1, 11)])
    loaded = load_order(actor=SYSTEM, client=ancv, path=path)
    order = Order.objects.get(pk=loaded.order.pk)
    assert (order.status, order.total, order.placed_by) == (
        OrderStatus.PAID,
        1_010_000,
        "ANCV Client",
    )
    dotations = Dotation.objects.filter(order=order).by_matricule()
    assert dotations.count() == loaded.dotations == 10
    first = dotations[0]
    assert (first.matricule, first.phone, first.amount) == ("001", "+33665915236", 100_000)
    assert (first.client, first.status) == (ancv, DotationStatus.ORDERED)
    assert first.invited_at is None
    assert first.search == search_text(
        matricule="001",
        last_name="TEST1",
        first_name="ancv",
        email="ancv.rec1@yopmail.example",
        phone="+33665915236",
    )
    assert [entry.verb for entry in entries_about(f"order:{order.pk}")] == [
        "order-loaded",
        "payment-recorded",
        "order-created",
    ]
    assert not OutgoingMessage.objects.exists()


def test_one_refused_row_writes_nothing(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(1), row(2, phone="0144556677")])
    with pytest.raises(OrderFileRefused, match="1 ligne refusée") as caught:
        load_order(actor=SYSTEM, client=ancv, path=path)
    assert len(caught.value.errors) == 1
    assert not Order.objects.exists()
    assert not Dotation.objects.exists()


def test_a_header_alone_is_no_order(ancv: Client, tmp_path: Path) -> None:
    with pytest.raises(OrderFileEmpty):
        load_order(actor=SYSTEM, client=ancv, path=order_file(tmp_path, []))


def test_a_number_already_taken_is_refused(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(1)])
    terms = Terms(placed_on=date(2020, 8, 21), number=2800886, payment_means=PaymentMeans.CARD)
    order = load_order(actor=SYSTEM, client=ancv, path=path, terms=terms).order
    assert (order.pk, order.placed_on, order.payment_means) == (
        2800886,
        date(2020, 8, 21),
        PaymentMeans.CARD,
    )
    with pytest.raises(OrderNumberTaken):
        load_order(actor=SYSTEM, client=ancv, path=path, terms=terms)
    assert Dotation.objects.count() == 1


def test_a_number_given_is_never_given_again(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(1)])
    first = load_order(actor=SYSTEM, client=ancv, path=path).order.pk
    load_order(actor=SYSTEM, client=ancv, path=path, terms=Terms(number=first + 1))
    load_order(actor=SYSTEM, client=ancv, path=path, terms=Terms(number=2800886))
    assert load_order(actor=SYSTEM, client=ancv, path=path).order.pk == first + 2


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["activé", "activé"], OrderStatus.CLOSED),
        (["activé", "annulée"], OrderStatus.ENDED),
        (["expirée", "expirée"], OrderStatus.ENDED),
        (["activé", "Erreur e-mail"], OrderStatus.EMAILS_SENT),
        (["activé", "intégration"], OrderStatus.INTEGRATION),
        (["intégration", "PRODUCTION"], OrderStatus.IN_PRODUCTION),
    ],
)
def test_an_order_taken_over_stands_where_its_dotations_say(
    ancv: Client, tmp_path: Path, statuses: list[str], expected: OrderStatus
) -> None:
    rows = [[*row(number), status] for number, status in enumerate(statuses, start=1)]
    path = order_file(tmp_path, rows, "Statut dotation")
    order = load_order(actor=SYSTEM, client=ancv, path=path).order
    assert order.status == expected
    assert (order.closed_at is not None) == (expected in HISTORY)
    for dotation in Dotation.objects.filter(status=DotationStatus.ACTIVATED):
        assert dotation.activated_at
        assert dotation.account_created_at
        assert dotation.invited_at


def test_the_number_of_statements_does_not_follow_the_rows(ancv: Client, tmp_path: Path) -> None:
    counts = []
    for size in (10, 300):
        path = order_file(tmp_path, [row(number) for number in range(size)])
        with CaptureQueriesContext(connection) as captured:
            load_order(actor=SYSTEM, client=ancv, path=path)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 46


def test_the_command_tells_what_it_did(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(number) for number in range(1, 11)] + [[], row(12)])
    said = StringIO()
    call_command("load_order", path, client="1000001", date=date(2020, 8, 21), stdout=said)
    lines = said.getvalue().splitlines()
    assert "1 ligne vide ignorée." in lines
    assert lines[-1].endswith("11 dotations, total 11\u202f110,00\u00a0€.")
    assert lines[0].startswith("À vérifier")


def test_the_command_lists_the_refusals_and_fails(ancv: Client, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(1, phone="0144556677"), row(2, amount=3)])
    said = StringIO()
    with pytest.raises(CommandError, match="2 lignes refusées"):
        call_command("load_order", path, client="1000001", stderr=said)
    assert [line.partition("\u00a0:")[0] for line in said.getvalue().splitlines()] == [
        "Ligne 2, Téléphone",
        "Ligne 3, Montant",
    ]


def test_the_command_wants_a_known_client_and_a_workbook(ancv: Client, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Aucun client"):
        call_command("load_order", tmp_path / "a.xlsx", client="9")
    with pytest.raises(CommandError, match="introuvable"):
        call_command("load_order", tmp_path / "a.xlsx", client="1000001")


def test_a_file_that_is_no_workbook_is_refused(ancv: Client, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF")
    with pytest.raises(WorkbookRefused):
        load_order(actor=SYSTEM, client=ancv, path=tmp_path / "a.xlsx")
