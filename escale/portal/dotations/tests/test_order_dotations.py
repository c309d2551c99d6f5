"""« Détail de la commande N°… »: the dotations of one order (R13-R20)."""

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

HELP = [
    "Vous trouverez ci-dessous les informations concernant les dotations de votre commande.",
    "Pour valider la modification, cliquez sur le bouton bleu.",
    "L’e-mail est automatiquement envoyé à l’adresse indiquée.",
    "demandez lui de finaliser son compte en téléchargeant l’application sur les stores habituels.",
    "exporter au format Excel les dotations modifiables de votre commande",
]


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(number=2800901, client=alice.client)


def path_of(order: Order) -> str:
    return f"/commandes/{order.number}/dotations/"


@pytest.fixture
def page(alice: Member, sign_in: SignIn, order: Order) -> str:
    DotationFactory.create(order=order, matricule="3", last_name="LOIR", activated=True)
    DotationFactory.create(order=order, matricule="10", last_name="FERBACH", in_error=True)
    DotationFactory.create(order=order, matricule="4", last_name="DIDEROT", account_created=True)
    DotationFactory.create(order=order, matricule="5", last_name="TEST1", in_production=True)
    return sign_in(alice).get(path_of(order)).text


def test_title_help_and_columns(page: str) -> None:
    assert "Détail de la commande N°2\u00a0800\u00a0901" in page
    for sentence in HELP:
        assert sentence in page
    heads = [head.split("</th>")[0] for head in page.split("<th")]
    for column in ("Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"):
        assert any(column in flat(head) for head in heads)


def test_rows_come_by_matricule_as_numbers(page: str) -> None:
    names = ["LOIR", "DIDEROT", "TEST1", "FERBACH"]
    assert sorted(names, key=page.index) == names


def test_what_each_row_offers(page: str) -> None:
    rows = dict(zip(["LOIR", "DIDEROT", "TEST1", "FERBACH"], page.split("<tr")[2:], strict=True))
    assert "<input" not in rows["LOIR"]
    assert "data-square" not in rows["LOIR"]
    assert 'name="email"' in rows["FERBACH"]
    assert "Renvoyer l’e-mail d’activation\u00a0: louise FERBACH" in rows["FERBACH"]
    assert 'name="email"' not in rows["DIDEROT"]
    assert 'name="phone"' in rows["DIDEROT"]
    assert "Compte créé, dotation non activée, le salarié doit télécharger" in rows["DIDEROT"]
    assert "<input" not in rows["TEST1"]
    assert "PRODUCTION" in rows["TEST1"]


def test_a_reader_sees_no_control(bea: Member, sign_in: SignIn, order: Order) -> None:
    DotationFactory.create(order=order)
    page = sign_in(bea).get(path_of(order)).text
    assert "FERBACH" in page
    assert "data-square" not in page
    assert 'name="email"' not in page


def test_filter_by_text_and_status(alice: Member, sign_in: SignIn, order: Order) -> None:
    DotationFactory.create(order=order, last_name="LOIR", activated=True)
    DotationFactory.create(order=order, last_name="FERBACH", in_error=True)
    browser = sign_in(alice)
    by_text = browser.get(path_of(order), {"q": "loïr"}).text
    assert "LOIR" in by_text
    assert "FERBACH" not in by_text
    by_status = browser.get(path_of(order), {"statut": DotationStatus.EMAIL_ERROR}).text
    assert "FERBACH" in by_status
    assert "LOIR" not in by_status
    assert "Aucune dotation de cette commande" in browser.get(path_of(order), {"q": "zzz"}).text
    useless = browser.get(path_of(order), {"q": "\u200b"}).text
    assert "Ce texte ne contient rien que l’on puisse chercher." in useless
    assert browser.get(path_of(order), {"statut": "made-up"}).status_code == 200


def test_the_fragment_equals_the_page(alice: Member, sign_in: SignIn, order: Order) -> None:
    DotationFactory.create_batch(3, order=order)
    browser = sign_in(alice)
    headers = {"HX-Request": "true", "HX-Target": "liste"}
    fragment = browser.get(path_of(order), headers=headers).text
    page = browser.get(path_of(order)).text
    assert "<html" not in fragment
    without_token = [part for part in fragment.split("csrfmiddlewaretoken") if part]
    assert without_token[0].strip() in page


def test_pages(alice: Member, sign_in: SignIn, order: Order) -> None:
    DotationFactory.create_batch(60, order=order)
    browser = sign_in(alice)
    first = browser.get(path_of(order)).text
    assert "1 à 50 sur 60 dotations" in first
    assert "Début" in first
    assert '?page=2" rel="next"' in flat(first)
    assert "51 à 60 sur 60 dotations" in browser.get(path_of(order), {"page": "2"}).text
    for odd in ("0", "-1", "x", "²", "9" * 30):
        assert browser.get(path_of(order), {"page": odd}).status_code == 200


@pytest.mark.parametrize("number", [3, 60])
def test_queries_do_not_grow(
    alice: Member,
    sign_in: SignIn,
    order: Order,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    DotationFactory.create_batch(number, order=order)
    browser = sign_in(alice)
    with django_assert_max_num_queries(6):
        browser.get(path_of(order))


def test_others_are_told_nothing(
    charlie: Member, sign_in: SignIn, order: Order, client: Browser
) -> None:
    foreign = sign_in(charlie).get(path_of(order))
    unknown = sign_in(charlie).get("/commandes/1/dotations/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert client.get(path_of(order)).status_code == 302
    assert sign_in(charlie).get(path_of(order) + "export/").status_code == 404


def test_refuses_to_be_posted_to(alice: Member, sign_in: SignIn, order: Order) -> None:
    assert sign_in(alice).post(path_of(order)).status_code == 405


def test_export_has_the_name_of_the_guide(alice: Member, sign_in: SignIn, order: Order) -> None:
    DotationFactory.create(order=order)
    answer = sign_in(alice).get(path_of(order) + "export/")
    assert "20200821_Titres_D%C3%A9mat%C3%A9rialis%C3%A9s_Commande_2800901.xlsx" in str(
        answer["Content-Disposition"]
    )
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_before_the_payment_rows_are_there_without_a_status(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client, waiting=True)
    DotationFactory.create(order=order, status=DotationStatus.ORDERED, invited_at=None)
    page = sign_in(alice).get(f"/commandes/{order.number}/dotations/").text
    assert "rien n’est encore envoyé" in page
    assert "data-square" not in page
    assert "statut=ordered" not in page
