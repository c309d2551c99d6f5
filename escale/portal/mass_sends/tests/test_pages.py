"""« Envoi en masse » on the pages (R26): the sheet, what is confirmed, what is followed."""

import re

import pytest

from escale.clients.models import Member
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.mass_sends.models import MassSend
from escale.mass_sends.states import SendStatus
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

HTMX = {"HX-Request": "true"}
NEW = "/envois/nouveau/"
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def order(alice: Member) -> Order:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(2, order=order)
    DotationFactory.create(order=order, last_name="LE GOFF", in_error=True)
    DotationFactory.create(order=order, account_created=True)
    DotationFactory.create(order=order, status=DotationStatus.INTEGRATION)
    return order


def form_in(page: str) -> dict[str, str]:
    """What pressing « Envoyer » sends."""
    form = page[page.index('<form method="post" action="/envois/nouveau/"') :]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")])
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def test_the_sheet_counts_by_order_and_says_who_gets_nothing(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    page = sign_in(alice).get(NEW).text
    assert "Renvoyer 3 e-mails d’activation\u202f?" in TAGS.sub("", page)
    assert "2 dotations non activées ne recevront rien" in page
    assert "1 dont le compte est créé" in page
    assert "1 dont le premier e-mail n’est pas encore parti" in page
    assert "La recherche en cours" not in page
    assert "is-lef" in page


def test_the_search_that_was_on_screen_is_offered(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    browser = sign_in(alice)
    page = browser.get(NEW, {"last_name": "goff"}, headers=HTMX).text
    assert "<html" not in page
    assert "La recherche en cours" in page
    assert "Renvoyer 3" in page
    page = browser.get(NEW, {"last_name": "goff", "scope": "search"}, headers=HTMX).text
    assert "Renvoyer 1" in page


def test_ticked_rows_are_what_is_meant(alice: Member, sign_in: SignIn, order: Order) -> None:
    row = order.dotations.get(last_name="LE GOFF")
    page = sign_in(alice).get(NEW, {"ticked": [str(row.pk), "x", "9" * 30]}).text
    assert "La ligne cochée" in page
    assert form_in(page)["scope"] == "ticked"
    assert form_in(page)["expected"] == "1"


def test_nobody_to_write_to_says_so(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(NEW).text
    assert "Personne à qui écrire" in page
    assert "Envoyer" not in page.split("</h1>")[1]


def test_a_silence_that_cannot_be_is_explained(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    page = sign_in(alice).get(NEW, {"scope": "silent", "days": "0"}).text
    assert "supérieur" in page or "supérieure" in page


def test_confirmed_followed_and_taken_back(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    form = form_in(browser.get(NEW).text)
    answer = browser.post(NEW, form)
    mass_send = MassSend.objects.get()
    path = f"/envois/{mass_send.pk}/"
    assert answer.headers["Location"] == path
    assert browser.post(NEW, form).headers["Location"] == path
    page = browser.get(path).text
    assert re.search(r"<strong>3 e-mails</strong> partiront dans (5\d|60)", page)
    assert f'href="{path}"' in browser.get("/dotations/").text
    assert browser.post(f"{path}arreter/").headers["Location"] == path
    page = browser.get(path).text
    assert "aucun e-mail n’est parti" in page
    assert "Annuler l’envoi" not in page
    mass_send.refresh_from_db()
    assert mass_send.status == SendStatus.CANCELLED
    assert "annulé" in browser.get("/envois/").text


def test_another_number_than_the_one_shown_is_shown_again(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    browser = sign_in(alice)
    form = form_in(browser.get(NEW).text)
    DotationFactory.create(order=order)
    page = browser.post(NEW, form).text
    assert "Le nombre d’e-mails a changé" in page
    assert form_in(page)["expected"] == "4"
    assert not MassSend.objects.exists()


@pytest.mark.parametrize("form", [{}, {"expected": "x"}, {"expected": "1", "request_id": "7"}])
def test_a_forged_form_sends_nothing(
    alice: Member, sign_in: SignIn, order: Order, form: dict[str, str]
) -> None:
    assert sign_in(alice).post(NEW, form).status_code == 200
    assert not MassSend.objects.exists()


def test_a_reader_follows_and_prepares_nothing(
    alice: Member, bea: Member, sign_in: SignIn, order: Order
) -> None:
    browser = sign_in(alice)
    browser.post(NEW, form_in(browser.get(NEW).text))
    path = f"/envois/{MassSend.objects.get().pk}/"
    reader = sign_in(bea)
    assert reader.get(NEW).status_code == 403
    page = reader.get(path).text
    assert "partiront" in page
    assert "Annuler l’envoi" not in page
    assert reader.post(f"{path}arreter/").status_code == 403
    assert "Nouvel envoi" not in reader.get("/envois/").text


def test_the_report_is_a_workbook(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    browser.post(NEW, form_in(browser.get(NEW).text))
    answer = browser.get(f"/envois/{MassSend.objects.get().pk}/rapport/")
    assert "_Envoi_en_masse.xlsx" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_no_send_yet_says_what_one_is(alice: Member, sign_in: SignIn) -> None:
    assert "Aucun envoi en masse pour l’instant" in sign_in(alice).get("/envois/").text


def test_accounts_without_application_get_another_e_mail(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    browser = sign_in(alice)
    found = browser.get("/dotations/", {"situation": "without_application"}).text
    assert 'href="/envois/nouveau/?scope=accounts"' in found
    page = browser.get(NEW, {"scope": "accounts"}).text
    assert "Rappeler l’application à 1 personne" in page
    assert "Il ne reste que l’application" in page
    browser.post(NEW, form_in(page))
    assert "Comptes créés sans application" in browser.get("/envois/").text
