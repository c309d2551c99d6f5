"""« Mes services »: each figure leads to the list that it counts."""

import re

from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

PATH = "/mes-services/"


def test_every_figure_equals_its_list(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(2, order=order, in_error=True)
    DotationFactory.create_batch(3, order=order, account_created=True)
    DotationFactory.create_batch(4, order=order)
    browser = sign_in(alice)
    page = browser.get(PATH).text
    figures = re.findall(r'todo__n[^>]*>(\d+)<.*?href="(/dotations/[^"]+)"', page, re.DOTALL)
    assert [number for number, _path in figures] == ["2", "3", "4"]
    for number, path in figures:
        assert f"{number} dotations trouvées" in browser.get(path).text


def test_who_only_reads_is_offered_to_look(bea: Member, sign_in: SignIn) -> None:
    DotationFactory.create(order=OrderFactory.create(client=bea.client), in_error=True)
    page = sign_in(bea).get(PATH).text
    assert "1 point demande votre attention." in page
    assert "Voir les dotations" in page
    assert "Corriger les adresses" not in page


def test_an_order_to_pay(alice: Member, sign_in: SignIn) -> None:
    OrderFactory.create(client=alice.client, waiting=True)
    page = sign_in(alice).get(PATH).text
    assert "Commande à régler, 10\u202f100,00\u00a0€" in page


def test_nothing_to_do(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH).text
    assert "Rien ne demande votre attention." in page
    assert "Rien à traiter" in page
    assert "pas encore de commande" in page


def test_another_client_counts_for_nothing(alice: Member, charlie: Member, sign_in: SignIn) -> None:
    DotationFactory.create(order=OrderFactory.create(client=alice.client), in_error=True)
    assert "Rien à traiter" in sign_in(charlie).get(PATH).text


def test_the_menu_in_the_order_of_the_guide(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH).text
    menu = page.split('id="menu"', 1)[1].split("</nav>", 1)[0]
    entries = [
        "Mes services",
        "Commander",
        "Mes commandes",
        "Suivi de toutes mes commandes",
        "Recherche et modification des Dotations CV Co",
        "Mon compte",
        "Informations pratiques",
        "Nous contacter",
        "FAQ",
    ]
    assert sorted(entries, key=menu.index) == entries
    browser = sign_in(alice)
    for path in re.findall(r'<a href="([^"]+)"', menu):
        assert browser.get(path).status_code == 200, path


def test_few_queries(
    alice: Member, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for order in OrderFactory.create_batch(6, client=alice.client):
        DotationFactory.create(order=order, in_error=True)
    browser = sign_in(alice)
    with django_assert_max_num_queries(8):
        browser.get(PATH)


def test_the_door(alice: Member, sign_in: SignIn, client: Browser) -> None:
    assert "Se connecter" in client.get("/").text
    assert sign_in(alice).get("/")["Location"] == PATH
    assert client.get(PATH)["Location"].startswith("/connexion/")
    assert sign_in(alice).post(PATH).status_code == 405
