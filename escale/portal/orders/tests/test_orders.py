"""« Suivi de toutes mes commandes » and the page of an order (R4-R9)."""

import re

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.journal.actor import SYSTEM
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.errors import OrderStatusRefused
from escale.orders.models import Order
from escale.orders.states import PaymentMeans
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

PATH = "/commandes/"


@pytest.fixture
def guide_order(alice: Member) -> Order:
    """2800886 of the guide: ten dotations of 1 000 €."""
    order = OrderFactory.build()
    new = NewOrder(order.placed_on, "ANCV Client", PaymentMeans.CARD, 10, 1_000_000, 2800886)
    create_order(actor=SYSTEM, client=alice.client, new=new)
    return record_payment(actor=SYSTEM, number=2800886)


def section(page: str, key: str) -> str:
    return page.split(f'id="{key}"', 1)[1].split("</section>", 1)[0]


def test_the_three_lists(alice: Member, sign_in: SignIn) -> None:
    waiting = OrderFactory.create(client=alice.client, waiting=True, number=2800001)
    current = OrderFactory.create(client=alice.client, number=2800002)
    closed = OrderFactory.create(client=alice.client, closed=True, number=2800003)
    page = sign_in(alice).get(PATH).text
    for key, order in (("en-attente", waiting), ("en-cours", current), ("historique", closed)):
        numbers = re.findall(r'id="detail-(\d+)"', section(page, key))
        assert numbers == [str(order.number)]
    for title in (
        "Mes commandes en attente",
        "Mes commandes en cours de traitement",
        "Historique de mes commandes",
    ):
        assert title in page


def test_a_row_reads_as_in_the_guide(alice: Member, sign_in: SignIn, guide_order: Order) -> None:
    row = section(sign_in(alice).get(PATH).text, "en-cours")
    for text in (
        "2\u00a0800\u00a0886",
        "21/08/2020",
        "10\u202f100,00\u00a0€",
        "En cours de traitement",
        "ANCV Client",
        "Carte bancaire",
    ):
        assert text in row


def test_the_number_opens_the_detail_on_the_same_page(
    alice: Member, sign_in: SignIn, guide_order: Order
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "detail-2800886"}
    opened = sign_in(alice).get(f"{PATH}2800886/", headers=headers).text
    assert "<html" not in opened
    assert "Cliquez ici pour suivre ou modifier vos dotations" in opened
    lines = opened.split("<tr")[2:]
    assert "Dotation Chèque-Vacances Connect" in lines[0]
    assert '"n">10</td>' in lines[0]
    assert '"n">-</td>' in flat(lines[0])
    assert "10\u202f000,00\u00a0€" in lines[0]
    assert "100,00\u00a0€" in lines[1]
    assert "10\u202f100,00\u00a0€" in lines[2]
    page = sign_in(alice).get(f"{PATH}2800886/").text
    assert lines[0] in page


def test_an_unpaid_order_says_what_it_waits_for(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(
        client=alice.client, waiting=True, payment_means=PaymentMeans.TRANSFER
    )
    page = sign_in(alice).get(f"{PATH}{order.number}/").text
    assert "En attente de réception du règlement" in page
    assert "Suivre ou modifier les dotations" not in page


def test_lists_have_pages_of_their_own(alice: Member, sign_in: SignIn) -> None:
    OrderFactory.create_batch(25, client=alice.client)
    OrderFactory.create_batch(25, client=alice.client, closed=True)
    page = sign_in(alice).get(PATH, {"historique": "2"}).text
    assert "21 à 25 sur 25 commandes" in section(page, "historique")
    assert "1 à 20 sur 25 commandes" in section(page, "en-cours")


def test_nothing_can_be_paid_twice(guide_order: Order) -> None:
    with pytest.raises(OrderStatusRefused):
        record_payment(actor=SYSTEM, number=guide_order.number)


def test_others(charlie: Member, sign_in: SignIn, guide_order: Order, client: Browser) -> None:
    assert sign_in(charlie).get(f"{PATH}2800886/").status_code == 404
    assert "800\u00a0886" not in sign_in(charlie).get(PATH).text
    assert client.get(PATH).status_code == 302
    assert sign_in(charlie).post(PATH).status_code == 405
