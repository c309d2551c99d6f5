"""« Mes services »: each figure leads to the list that it counts."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.dotations.tests.scattered import scattered_dotations
from escale.kernel import clock
from escale.orders.tests.factories import OrderFactory
from escale.portal.home.todo import opening_sentence
from tests.markup import flat
from tests.personas import SignIn

PATH = "/mes-services/"


FIGURE = re.compile(r'todo__n[^>]*href="([^"]+)"[^>]*>([^<]+)<')
LOSS = re.compile(r'funnel__loss"><b>([^<]+)</b>.*?href="([^"]+)"')


def test_every_figure_equals_its_list(alice: Member, charlie: Member, sign_in: SignIn) -> None:
    for number in (170, 40):
        scattered_dotations(OrderFactory.create(client=alice.client), number, seed=number)
    scattered_dotations(OrderFactory.create(client=charlie.client), 50, seed=3)
    browser = sign_in(alice)
    page = flat(browser.get(PATH).text)
    figures = [(number, path) for path, number in FIGURE.findall(page)] + LOSS.findall(page)
    assert len({path for _number, path in figures}) == 4 + 2
    for number, path in figures:
        assert re.search(rf">{number} dotations? trouvée", flat(browser.get(path).text))


def test_what_is_the_most_urgent_comes_first(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(4, order=order)
    DotationFactory.create_batch(5, order=order, invited_at=clock.now() - timedelta(days=8))
    DotationFactory.create_batch(3, order=order, account_created=True)
    DotationFactory.create_batch(2, order=order, in_error=True)
    OrderFactory.create(client=alice.client, waiting=True)
    page = sign_in(alice).get(PATH).text
    assert [number for _path, number in FIGURE.findall(flat(page))] == ["2", "3", "5", "4", "1"]
    assert "Cinq points demandent votre attention." in page
    assert "Le plus ancien e-mail date du 1er\u00a0septembre\u00a02020, soit" in page
    assert "Montant en sommeil\u00a0: 300,00\u00a0€." in page
    assert "Commande à régler, 10\u202f100,00\u00a0€" in page


def test_reminding_opens_the_send_to_that_very_list(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(5, order=order, invited_at=clock.now() - timedelta(days=8))
    DotationFactory.create_batch(2, order=order)
    browser = sign_in(alice)
    found = re.search(r'href="([^"]+never_opened)">Relancer<', browser.get(PATH).text)
    assert found is not None
    sheet = browser.get(html.unescape(found[1])).text
    assert 'Renvoyer 5 <span class="nowrap">e-mails</span> d’activation' in sheet


def test_who_only_reads_is_offered_to_look(bea: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=bea.client)
    DotationFactory.create(order=order, in_error=True)
    DotationFactory.create(order=order)
    browser = sign_in(bea)
    page = browser.get(PATH).text
    assert "Deux points demandent votre attention." in page
    assert page.count("Voir les dotations") == 2
    assert "Corriger les adresses" not in page
    main = page.split('id="services"', 1)[1]
    for path in set(re.findall(r'<a [^>]*href="(/[^"#]+)', flat(main))):
        assert browser.get(html.unescape(path)).status_code == 200, path


def test_nothing_to_do(alice: Member, sign_in: SignIn) -> None:
    OrderFactory.create(client=alice.client, closed=True)
    page = sign_in(alice).get(PATH).text
    assert "Rien ne demande votre attention." in page
    assert "Rien à traiter" in page
    assert "Aucune dotation n’est en cours d’activation." in page


def test_a_new_client_learns_what_to_do_first(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH).text
    assert "Bienvenue dans votre Espace Client." in page
    assert "Pour commencer" in page
    assert 'button--primary" href="/commander/"' in page
    assert "pas encore de commande" in page
    assert "Activation des dotations" not in page


def test_another_client_counts_for_nothing(alice: Member, charlie: Member, sign_in: SignIn) -> None:
    DotationFactory.create(order=OrderFactory.create(client=alice.client), in_error=True)
    OrderFactory.create(client=charlie.client)
    page = sign_in(charlie).get(PATH).text
    assert "Rien à traiter" in page
    assert "Aucune dotation n’est en cours d’activation." in page


@pytest.mark.parametrize(
    "change",
    [
        {"opened_at": "2020-09-03T10:00Z"},
        {"account_created_at": "2020-09-03T10:00Z"},
        {"status": DotationStatus.EMAIL_ERROR},
        {"status": DotationStatus.INTEGRATION},
        {"amount": 20_000},
    ],
    ids=str,
)
def test_an_open_page_follows_each_figure(
    alice: Member, sign_in: SignIn, change: dict[str, object]
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, invited_at=clock.now() - timedelta(days=8))
    browser = sign_in(alice)
    shown = browser.get(PATH)
    asked = {"HX-Request": "true", "Live-Version": shown.context["version"]}
    assert browser.get(PATH, headers=asked).status_code == 204
    Dotation.objects.update(**change)
    assert browser.get(PATH, headers=asked).status_code == 200


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
    for path in re.findall(r'<a href="([^"]+)"', flat(menu)):
        assert browser.get(path).status_code == 200, path


def test_any_number_of_points_has_its_sentence() -> None:
    assert opening_sentence(6) == "6 points demandent votre attention."
    assert all(opening_sentence(number) for number in range(20))


def test_few_queries(
    alice: Member, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for order in OrderFactory.create_batch(6, client=alice.client):
        DotationFactory.create(order=order, in_error=True)
    browser = sign_in(alice)
    with django_assert_max_num_queries(11):
        browser.get(PATH)


def test_the_door(alice: Member, sign_in: SignIn, client: Browser) -> None:
    assert "Se connecter" in client.get("/").text
    assert sign_in(alice).get("/")["Location"] == PATH
    assert client.get(PATH)["Location"].startswith("/connexion/")
    assert sign_in(alice).post(PATH).status_code == 405
