"""« Votre référence »: cleaned, kept, searched, changed while the order is not over."""

import pytest

from escale.journal.actor import SYSTEM
from escale.journal.models import JournalChange, JournalEntry
from escale.orders.actions.change_reference import change_reference
from escale.orders.client_reference import cleaned_reference
from escale.orders.errors import OrderStatusRefused, ReferenceTooLong
from escale.orders.models import IssuerSettings, Order
from escale.orders.queries import orders_to_pay
from escale.orders.search import OrderCriteria, OrderStage, called_like
from escale.orders.states import HISTORY, OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  BC-2026-118 ", "BC-2026-118"),
        ("Noël\u00a02026\t!", "Noël 2026 !"),
        ("a\x00b\u200bc\r\nd", "abc d"),
        ("x" * 40, "x" * 40),
        ("\x07", ""),
        ("=1+1", "=1+1"),
    ],
)
def test_it_is_one_line_that_can_be_read(typed: str, kept: str) -> None:
    assert cleaned_reference(typed) == kept


def test_a_long_one_says_by_how_much() -> None:
    with pytest.raises(ReferenceTooLong, match="compte 41 caractères, 40 au plus"):
        cleaned_reference("é" * 41)


def test_a_change_is_told_once_and_can_be_taken_away() -> None:
    order = OrderFactory.create(waiting=True)
    for typed in ("Noël 2026", " Noël  2026 ", ""):
        change_reference(actor=SYSTEM, number=order.number, reference=typed)
    order.refresh_from_db()
    assert (order.client_reference, order.reference_search) == ("", "")
    told = JournalEntry.objects.filter(verb="reference-changed", client_id=order.client_id)
    assert [entry.changes for entry in told.order_by("id")] == [
        {"client_reference": ["", "Noël 2026"]},
        {"client_reference": ["Noël 2026", ""]},
    ]


@pytest.mark.parametrize("status", OrderStatus)
def test_it_stays_once_the_order_is_over(status: OrderStatus) -> None:
    over = status in HISTORY
    made = OrderFactory.build()
    order = OrderFactory.create(status=status, closed_at=made.paid_at if over else None)
    if not over:
        change_reference(actor=SYSTEM, number=order.number, reference="BC-1")
        assert Order.objects.get().client_reference == "BC-1"
        return
    with pytest.raises(OrderStatusRefused):
        change_reference(actor=SYSTEM, number=order.number, reference="BC-1")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("noel 2026", [2800886]),
        ("NOËL", [2800886, 2812345]),
        ("bc-118", [2800901]),
        ("2800", [2800886, 2800901]),
        ("N°2\u00a0800\u00a0886", [2800886]),
        ("no 2800901", [2800901]),
        # A year is in a reference; digits are in a number too.
        ("2026", [2800886]),
        ("RF62 2800 886", []),
        ("RF95 2800 886", [2800886]),
        ("noel 2800", []),
        ("%", []),
        ("_", []),
        ("\x00", []),
        ("9" * 60, []),
    ],
)
def test_number_and_reference_are_searched_together(typed: str, found: list[int]) -> None:
    for number, reference in ((2800886, "Noël 2026"), (2800901, "BC-118"), (2812345, "noel")):
        made = OrderFactory.create(number=number, waiting=True)
        change_reference(actor=SYSTEM, number=made.number, reference=reference)
    orders = called_like(Order.objects.all(), typed).order_by("number")
    assert [order.number for order in orders] == found


def test_the_database_sees_it_change() -> None:
    order = OrderFactory.create()
    Order.objects.update(client_reference="BC-1")
    seen = JournalChange.objects.get(operation="UPDATE", abouts=[order.about])
    assert seen.changes == {"client_reference": ["", "BC-1"]}
    terms = IssuerSettings.objects.create(pk=1)
    IssuerSettings.objects.filter(pk=terms.pk).update(offers_card=False)
    seen = JournalChange.objects.get(operation="UPDATE", abouts=["issuer:settings"])
    assert seen.changes == {"offers_card": [True, False]}


def test_staff_find_it_by_the_client_s_reference() -> None:
    order = OrderFactory.create(waiting=True)
    OrderFactory.create(waiting=True)
    change_reference(actor=SYSTEM, number=order.number, reference="Été 2026")
    assert [found.number for found in orders_to_pay("ete 2026")] == [order.number]


def test_what_an_address_asks_for_is_read_or_left_out() -> None:
    asked = {"q": " noel ", "annee": "2026", "statut": "livrees", "produit": "classic"}
    criteria = OrderCriteria.of(asked)
    assert criteria.query == asked | {"q": "noel"}
    nonsense = {"annee": "0000", "statut": "paid", "produit": "gold", "tri": "montant"}
    assert not OrderCriteria.of(nonsense).narrows


def test_every_status_is_in_one_stage() -> None:
    stages = [status for stage in OrderStage for status in stage.statuses]
    assert sorted(stages) == sorted(OrderStatus)
    made = OrderFactory.create(product=ProductKind.CLASSIC, status=OrderStatus.SHIPPED)
    for query, count in (
        ({"statut": "en-envoi", "produit": "classic", "annee": "2020"}, 1),
        ({"statut": "en-traitement"}, 0),
        ({"produit": "connect"}, 0),
        ({"annee": "2021"}, 0),
    ):
        assert OrderCriteria.of(query).among(Order.objects.all()).count() == count, query
    assert OrderCriteria().in_history(Order.objects.all()).count() == 0
    assert made.number
