"""« Recherche et modification des Dotations CV Co » (R22-R24)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
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
    ("typed", "why"),
    [
        ({"phone": "néant"}, "Un téléphone se cherche par ses chiffres"),
        ({"last_name": "\u200b"}, "Le champ « Nom » ne contient rien que l’on puisse chercher."),
        ({"email": "\u0301", "first_name": "louise"}, "Le champ « Adresse Mail » ne contient rien"),
    ],
)
def test_a_field_with_nothing_to_look_for_says_why_and_reaches_nobody(
    alice: Member, sign_in: SignIn, typed: dict[str, str], why: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(3, order=order, first_name="louise", in_error=True)
    browser = sign_in(alice)
    assert why in flat(browser.get(PATH, typed).text).replace("\u00a0", " ")
    sheet = browser.get("/envois/nouveau/", {**typed, "scope": "search"}).text
    assert "3 e-mails" not in flat(sheet)
    query = f"commande={order.number}&q=%E2%80%8B&scope=search"
    assert "3 e-mails" not in flat(browser.get(f"/envois/nouveau/?{query}").text)
    assert "3 e-mails" not in flat(browser.get("/envois/nouveau/?commande=x&scope=search").text)


@pytest.mark.parametrize(
    ("situation", "found"),
    [
        ("email_error", "ERREUR"),
        ("without_application", "COMPTE"),
        ("waiting_too_long", "ANCIEN"),
        ("never_opened", "MUET"),
        ("before_first_email", "ATTENDU"),
    ],
)
def test_the_lists_behind_the_figures(
    alice: Member, sign_in: SignIn, situation: str, found: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="ERREUR", in_error=True)
    DotationFactory.create(order=order, last_name="COMPTE", account_created=True)
    DotationFactory.create(order=order, last_name="ANCIEN")
    week_ago = clock.now() - timedelta(days=8)
    DotationFactory.create(order=order, last_name="MUET", invited_at=week_ago)
    DotationFactory.create(order=order, last_name="ATTENDU", in_production=True)
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


def test_columns_sort_by_their_heading(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    for name, amount in (("LOIR", 3_000), ("DIDEROT", 1_000), ("FERBACH", 2_000)):
        DotationFactory.create(order=order, last_name=name, amount=amount)
    browser = sign_in(alice)
    newest_first = browser.get(PATH).text
    assert "aria-sort" not in newest_first
    assert 'href="?tri=nom#tri-nom"' in newest_first
    assert 'href="?tri=-montant#tri-montant"' in newest_first
    page = browser.get(PATH, {"tri": "nom", "last_name": "r", "page": "1"}).text
    assert in_order(page, "DIDEROT", "FERBACH", "LOIR")
    assert 'aria-sort="ascending"' in page
    # Once more turns it round, and keeps what is looked for.
    assert 'href="?tri=-nom&amp;last_name=r#tri-nom"' in page
    down = browser.get(PATH, {"tri": "-nom"}).text
    assert in_order(down, "LOIR", "FERBACH", "DIDEROT")
    assert 'aria-sort="descending"' in down
    assert browser.get(PATH, {"tri": "made-up"}).status_code == 200


def in_order(page: str, *names: str) -> bool:
    return sorted(names, key=page.index) == list(names)


def test_statuses_filter_what_is_searched(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="LOIR", in_error=True)
    DotationFactory.create(order=order, last_name="LOIRET", activated=True)
    DotationFactory.create(order=order, last_name="FERBACH", in_error=True)
    browser = sign_in(alice)
    page = browser.get(PATH, {"last_name": "loir"}).text
    assert 'href="?last_name=loir&amp;statut=email_error"' in page
    page = browser.get(PATH, {"last_name": "loir", "statut": "email_error"}).text
    assert "1 dotation trouvée" in page
    assert "LOIRET" not in page
    # The figures are those of what is searched, whichever status is chosen.
    chips = page.partition('id="statuts"')[2].partition("</ul>")[0]
    assert [int(text.partition("<")[0]) for text in chips.split('class="num">')[1:]] == [2, 1, 1]
    assert 'name="statut" value="email_error"' in page
    assert browser.get(PATH, {"statut": "made-up"}).text.count("<tr") == 4


def test_a_filtered_search_is_written_to_as_it_shows(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="LOIR", in_error=True)
    DotationFactory.create(order=order, last_name="LOIRET")
    browser = sign_in(alice)
    asked = {"last_name": "loir", "statut": "email_error"}
    sheet = browser.get("/envois/nouveau/", {**asked, "scope": "search"}).text
    assert "1 e-mail" in sheet


def test_all_of_one_orders_list_can_be_written_to(alice: Member, sign_in: SignIn) -> None:
    order, other = OrderFactory.create_batch(2, client=alice.client)
    DotationFactory.create_batch(3, order=order, in_error=True)
    DotationFactory.create_batch(2, order=order)
    DotationFactory.create(order=other, in_error=True)
    asked = {"scope": "search", "commande": str(order.number), "statut": "email_error"}
    sheet = sign_in(alice).get("/envois/nouveau/", asked).text
    assert "3 e-mails" in sheet
    assert "Les dotations trouvées dans la commande" in flat(sheet)
