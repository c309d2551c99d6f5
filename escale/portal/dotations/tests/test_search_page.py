"""« Recherche et modification des Dotations CV Co » (R22-R24)."""

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

PATH = "/dotations/"


def test_fields_button_and_extra_column(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client, number=2848729)
    DotationFactory.create(order=order, last_name="PTL", matricule="116")
    page = sign_in(alice).get(PATH, {"matricule": "16"}).text
    for label in ("Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Rechercher"):
        assert label in page
    assert "2\u00a0848\u00a0729" in page
    assert "1 dotation trouvée" in page
    assert 'value="16"' in page


def test_several_fields_are_and_ed_across_orders(alice: Member, sign_in: SignIn) -> None:
    for number in (1, 2):
        order = OrderFactory.create(client=alice.client)
        DotationFactory.create(order=order, last_name="PTL", first_name=f"Test{number}")
    browser = sign_in(alice)
    assert "2 dotations trouvées" in browser.get(PATH, {"last_name": "ptl"}).text
    both = browser.get(PATH, {"last_name": "ptl", "first_name": "test2"}).text
    assert "1 dotation trouvée" in both


def test_nothing_found_says_what_to_try(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH, {"last_name": "zzz"}).text
    assert "Retirez un critère" in page


@pytest.mark.parametrize(
    ("situation", "found"),
    [
        ("email_error", "ERREUR"),
        ("without_application", "COMPTE"),
        ("waiting_too_long", "ANCIEN"),
    ],
)
def test_the_lists_behind_the_figures(
    alice: Member, sign_in: SignIn, situation: str, found: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="ERREUR", in_error=True)
    DotationFactory.create(order=order, last_name="COMPTE", account_created=True)
    DotationFactory.create(order=order, last_name="ANCIEN")
    page = sign_in(alice).get(PATH, {"situation": situation}).text
    assert found in page
    assert "1 dotation trouvée" in page


@pytest.mark.parametrize("value", ["%", "_", "\\", "'", "<script>", "\x00", "é" * 500, "🏖"])
def test_whatever_is_typed_is_only_searched(alice: Member, sign_in: SignIn, value: str) -> None:
    DotationFactory.create(order=OrderFactory.create(client=alice.client))
    browser = sign_in(alice)
    for field in ("matricule", "last_name", "first_name", "email", "phone"):
        page = browser.get(PATH, {field: value})
        assert page.status_code == 200
        assert "<script>" not in page.text.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize("number", [2, 60])
def test_queries_do_not_grow(
    alice: Member,
    sign_in: SignIn,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    DotationFactory.create_batch(number, order=OrderFactory.create(client=alice.client))
    browser = sign_in(alice)
    with django_assert_max_num_queries(8):
        browser.get(PATH, {"last_name": "ferbach"})


def test_others(charlie: Member, alice: Member, sign_in: SignIn, client: Browser) -> None:
    DotationFactory.create(order=OrderFactory.create(client=alice.client))
    assert "FERBACH" not in sign_in(charlie).get(PATH).text
    assert client.get(PATH).status_code == 302
    assert sign_in(alice).post(PATH).status_code == 405
