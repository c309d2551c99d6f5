"""The lists are searched, filtered, sorted, exported, and show what happens elsewhere."""

import re
from datetime import date

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.kernel import clock
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import Order
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

PATH = "/commandes/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def orders(alice: Member) -> list[Order]:
    """One in each list."""
    return [
        OrderFactory.create(client=alice.client, number=2800886),
        OrderFactory.create(client=alice.client, number=2800901, waiting=True),
        OrderFactory.create(client=alice.client, number=2812345, closed=True),
    ]


def numbers_in(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="detail-(\d+)"', page)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2800886", [2800886]),
        ("2 800 886", [2800886]),
        ("N°2\u00a0800\u00a0886", [2800886]),
        ("2800", [2800901, 2800886]),
        ("12345", [2812345]),
    ],
)
def test_a_number_or_a_part_of_it(
    alice: Member, sign_in: SignIn, orders: list[Order], typed: str, found: list[int]
) -> None:
    page = sign_in(alice).get(PATH, {"q": typed}).text
    assert numbers_in(page) == found
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["999", "juillet", "\x00", "<script>", "%"])
def test_nothing_found_says_what_to_do(
    alice: Member, sign_in: SignIn, orders: list[Order], typed: str
) -> None:
    page = sign_in(alice).get(PATH, {"q": typed}).text
    assert numbers_in(page) == []
    assert "Tapez-en seulement une partie, ou retirez les autres filtres." in flat(page)
    assert "Voir toutes les commandes" in page


def test_the_search_is_kept_by_pages_and_sorts(alice: Member, sign_in: SignIn) -> None:
    OrderFactory.create_batch(25, client=alice.client)
    page = sign_in(alice).get(PATH, {"q": "2", "tri": "montant"}).text
    assert "?q=2&amp;tri=montant&amp;en-cours=2#en-cours" in page
    assert 'href="?q=2&amp;tri=-montant#en-cours"' in page
    assert '<input type="hidden" name="tri" value="montant">' in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", [3, 2, 1]),
        ("date", [1, 2, 3]),
        ("-numero", [3, 2, 1]),
        ("numero", [1, 2, 3]),
        ("montant", [2, 3, 1]),
        ("-montant", [1, 3, 2]),
        ("statut", [3, 1, 2]),
        ("-statut", [2, 1, 3]),
        ("made-up", [3, 2, 1]),
    ],
)
def test_sorts(alice: Member, sign_in: SignIn, sort: str, order: list[int]) -> None:
    made = [
        (300, OrderStatus.IN_PRODUCTION),
        (100, OrderStatus.EMAILS_SENT),
        (200, OrderStatus.PAID),
    ]
    for number, (total, status) in enumerate(made, start=1):
        OrderFactory.create(
            client=alice.client,
            number=number,
            placed_on=date(2020, 1, number),
            face_value=total,
            commission=0,
            total=total,
            status=status,
        )
    assert numbers_in(sign_in(alice).get(PATH, {"tri": sort}).text) == order


def test_headers_say_how_the_lists_are_sorted(
    alice: Member, sign_in: SignIn, orders: list[Order]
) -> None:
    browser = sign_in(alice)
    usual = browser.get(PATH).text
    assert usual.count('aria-sort="descending"') == 3
    assert re.search(r'aria-sort="descending">.*?<a [^>]*href="\?tri=date#', flat(usual))
    by_status = browser.get(PATH, {"tri": "statut"}).text
    assert re.search(r'aria-sort="ascending">.*?<a [^>]*href="\?tri=-statut#', flat(by_status))


def test_paper_has_no_dotations(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(
        client=alice.client,
        product=ProductKind.CLASSIC,
        status=OrderStatus.DELIVERED,
        closed_at=clock.now(),
    )
    browser = sign_in(alice)
    row = browser.get(PATH).text.split(f'id="commande-{order.number}"', 1)[1].split("</tr>", 1)[0]
    for text in ("Classic", "Livrée", "status--activee", "Sans objet"):
        assert text in row
    headers = HTMX | {"HX-Target": f"detail-{order.number}"}
    assert "dotations" not in browser.get(f"{PATH}{order.number}/", headers=headers).text
    page = browser.get(f"{PATH}{order.number}/").text
    assert "E-mails envoyés" not in page
    assert page.count('<li class="done">') == 5


def test_a_cancelled_order_says_so(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(
        client=alice.client, waiting=True, status=OrderStatus.CANCELLED, closed_at=clock.now()
    )
    page = sign_in(alice).get(f"{PATH}{order.number}/").text
    assert page.count('<li class="done">') == 1
    assert "<b>Annulée</b>" in page


@pytest.fixture(params=["lists", "order", "home"])
def path(request: pytest.FixtureRequest, orders: list[Order]) -> str:
    return {"lists": PATH, "order": f"{PATH}2800901/", "home": "/mes-services/"}[request.param]


def version_in(page: str) -> str:
    found = re.search(r'id="(?:listes|commande|services)" data-version="(\w+)"', flat(page))
    assert found
    return found[1]


def test_nothing_new_is_not_drawn(
    alice: Member,
    sign_in: SignIn,
    path: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = sign_in(alice)
    headers = HTMX | {"Live-Version": version_in(browser.get(path).text)}
    with django_assert_max_num_queries(11):
        answer = browser.get(path, headers=headers)
    assert (answer.status_code, answer.text) == (204, "")


def test_a_payment_recorded_elsewhere_shows(alice: Member, sign_in: SignIn, path: str) -> None:
    browser = sign_in(alice)
    headers = HTMX | {"Live-Version": version_in(browser.get(path).text)}
    record_payment(actor=SYSTEM, number=2800901)
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert answer.text.strip() in browser.get(path).text


def test_it_looks_even_where_all_is_over(alice: Member, sign_in: SignIn, path: str) -> None:
    """A colleague may order, an operator cancel."""
    browser = sign_in(alice)
    Order.objects.update(status=OrderStatus.CLOSED, paid_at=clock.now(), closed_at=clock.now())
    assert " data-live" in flat(browser.get(path).text)


def test_others(
    bea: Member, charlie: Member, sign_in: SignIn, orders: list[Order], client: Browser
) -> None:
    headers = HTMX | {"Live-Version": "earlier"}
    assert sign_in(bea).get(f"{PATH}2800901/", headers=headers).status_code == 200
    assert sign_in(charlie).get(f"{PATH}2800901/", headers=headers).status_code == 404
    assert "detail-" not in sign_in(charlie).get(PATH, headers=headers).text
    assert client.get(PATH, headers=headers)["HX-Redirect"].startswith("/connexion/")


@pytest.mark.parametrize("number", [1, 10])
def test_queries_do_not_grow(
    alice: Member,
    sign_in: SignIn,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for waiting, closed in ((True, False), (False, True), (False, False)):
        for order in OrderFactory.create_batch(
            number, client=alice.client, waiting=waiting, closed=closed
        ):
            DotationFactory.create(order=order)
    browser = sign_in(alice)
    with django_assert_num_queries(10):
        browser.get(PATH)
