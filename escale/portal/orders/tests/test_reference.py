"""« Votre référence » on the page of an order, and changing it."""

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

PAGE = "/commandes/2800886/"
PATH = f"{PAGE}reference/"


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


def test_it_is_given_then_shown(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    assert f'href="{PATH}"' in browser.get(PAGE).text
    assert 'name="client_reference"' in browser.get(PATH).text
    page = browser.post(PATH, {"client_reference": " Noël <2026> "}, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert "Votre référence est enregistrée." in page.text
    assert "Noël &lt;2026&gt;" in page.text
    assert 'value="Noël &lt;2026&gt;"' in browser.get(PATH).text
    lists = browser.get("/commandes/", {"q": "noel"}).text
    assert "Noël &lt;2026&gt;" in lists
    assert 'id="commande-2800886"' in lists


def test_a_long_one_is_shown_again_with_what_to_do(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    page = sign_in(alice).post(PATH, {"client_reference": "x" * 50})
    assert "50 caractères, 40 au plus" in page.text
    assert f'value="{"x" * 50}"' in page.text
    order.refresh_from_db()
    assert order.client_reference == ""


def test_an_order_that_is_over_says_so(alice: Member, sign_in: SignIn) -> None:
    OrderFactory.create(client=alice.client, number=2800886, closed=True, client_reference="BC-1")
    browser = sign_in(alice)
    page = flat(browser.get(PAGE).text)
    assert "<dd>BC-1</dd>" in page
    assert PATH not in page
    assert "sa référence reste celle de ses documents" in browser.get(PATH).text
    assert "est terminée" in browser.post(PATH, {"client_reference": "x"}, follow=True).text


def test_others(
    bea: Member, charlie: Member, sign_in: SignIn, client: Browser, order: Order
) -> None:
    browser = sign_in(bea)
    assert browser.get(PATH).status_code == 403
    assert browser.post(PATH, {"client_reference": "x"}).status_code == 403
    assert PATH not in browser.get(PAGE).text
    assert sign_in(charlie).post(PATH, {"client_reference": "x"}).status_code == 404
    assert sign_in(charlie).get(PATH).status_code == 404
    assert client.get(PATH)["Location"] == f"/connexion/?next={PATH}"
    order.refresh_from_db()
    assert order.client_reference == ""


def test_the_other_verbs_are_refused(alice: Member, sign_in: SignIn, order: Order) -> None:
    assert sign_in(alice).delete(PATH).status_code == 405
