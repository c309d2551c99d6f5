import pytest
from django.test import Client as Browser
from pytest_django import Settings

from escale.clients.models import Member
from escale.orders.models import CardPayment, IssuerSettings, Order
from escale.orders.reference import transfer_reference
from escale.orders.states import OrderStatus, PaymentMeans
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, waiting=True, number=2800886)


PATH = "/commandes/2800886/reglement/"


def test_by_card_at_the_test_bank(browser: Browser, order: Order) -> None:
    page = browser.get(PATH)
    assert "Payer 10\u202f100,00\u00a0€ par carte" in page.text
    bank = browser.post(f"{PATH}carte/")
    assert bank["Location"].startswith(f"{PATH}carte/")
    page = browser.get(bank["Location"])
    assert "Banque de démonstration" in page.text
    answer = {"status": "confirmed", "fraud_status": "unknown", "gateway_response": "3ds-disabled"}
    back = browser.post(bank["Location"], answer)
    assert back["Location"] == f"{PATH}retour/"
    assert "Merci, votre règlement est reçu" in browser.get(back["Location"]).text
    order.refresh_from_db()
    assert order.status == OrderStatus.PAID
    assert "Il ne reste rien à payer" in browser.get(PATH).text
    assert browser.get(bank["Location"])["Location"] == f"{PATH}retour/"
    again = browser.post(f"{PATH}carte/", follow=True)
    assert "n’attend pas de règlement" in again.text
    assert CardPayment.objects.count() == 1


def test_a_refusal_says_what_to_do(browser: Browser, order: Order) -> None:
    bank = browser.post(f"{PATH}carte/")["Location"]
    answer = {"status": "rejected", "fraud_status": "unknown", "gateway_response": "3ds-disabled"}
    page = browser.post(bank, answer, follow=True)
    assert "n’a pas abouti et rien n’a été débité" in page.text
    assert "Payer 10\u202f100,00\u00a0€ par carte" in page.text


def test_a_bank_that_does_not_answer(browser: Browser, order: Order) -> None:
    bank = browser.post(f"{PATH}carte/")["Location"]
    answer = {
        "status": "confirmed",
        "fraud_status": "unknown",
        "gateway_response": "payment-error",
    }
    page = browser.post(bank, answer, follow=True)
    assert "Le service de paiement ne répond pas" in page.text
    order.refresh_from_db()
    assert order.status == OrderStatus.AWAITING_PAYMENT


def test_by_transfer(browser: Browser, order: Order) -> None:
    IssuerSettings.objects.create(pk=1, iban="FR1420041010050500013M02606", account_holder="Moi")
    assert transfer_reference(2800886) not in browser.get(PATH).text
    page = browser.post(f"{PATH}virement/", follow=True).text
    assert transfer_reference(2800886) in page
    assert "FR14 2004 1010 0505 0001 3M02 606" in page
    order.refresh_from_db()
    assert order.payment_means == PaymentMeans.TRANSFER


def test_by_cheque(browser: Browser, order: Order) -> None:
    assert "heque/" not in browser.get(PATH).text
    assert "pas proposé" in browser.post(f"{PATH}cheque/", follow=True).text
    IssuerSettings.objects.create(
        pk=1,
        account_holder="Émetteur SA",
        offers_cheque=True,
        cheque_address="2 rue des Tilleuls\n75000 Paris",
    )
    assert "Régler par chèque" in browser.get(PATH).text
    page = browser.post(f"{PATH}cheque/", follow=True).text
    for words in (transfer_reference(2800886), "Émetteur SA", "2 rue des Tilleuls<br>75000 Paris"):
        assert words in page
    order.refresh_from_db()
    assert order.payment_means == PaymentMeans.CHEQUE
    assert "N’envoyez pas le chèque." in browser.get("/commandes/2800886/annuler/").text
    shown = browser.get("/commandes/2800886/").text
    assert "En attente de réception du règlement" in shown
    assert "Voir comment envoyer le chèque" in shown
    IssuerSettings.objects.update(offers_cheque=False, offers_card=False)
    page = browser.get(PATH).text
    assert "2 rue des Tilleuls" in page
    assert "par carte" not in page
    assert "pas proposé" in browser.post(f"{PATH}carte/", follow=True).text


def test_without_a_provider_there_are_transfers(
    browser: Browser, order: Order, settings: Settings
) -> None:
    settings.PAYMENT_VARIANTS = {}
    page = browser.get(PATH).text
    assert "par carte" not in page
    assert transfer_reference(2800886) in page
    assert browser.post(f"{PATH}carte/").status_code == 404


def test_a_cancelled_order_says_so(browser: Browser, order: Order) -> None:
    order.status = OrderStatus.CANCELLED
    order.closed_at = order.created_at
    order.save()
    assert "ne la réglez pas" in browser.get(PATH).text


def test_the_order_s_page_says_what_is_due(browser: Browser, order: Order) -> None:
    assert PATH in browser.get("/commandes/2800886/").text
    paid = OrderFactory.create(client=order.client)
    assert "reglement" not in browser.get(f"/commandes/{paid.number}/").text


def test_a_reader_sees_and_does_not_pay(bea: Member, order: Order, sign_in: SignIn) -> None:
    browser = sign_in(bea)
    assert "Payer" not in browser.get(PATH).text
    assert browser.post(f"{PATH}carte/").status_code == 403
    assert browser.post(f"{PATH}virement/").status_code == 403
    assert browser.post(f"{PATH}cheque/").status_code == 403


def test_an_outsider_finds_nothing(charlie: Member, order: Order, sign_in: SignIn) -> None:
    browser = sign_in(charlie)
    payment = CardPayment.objects.create(
        order=order, variant="card", currency="EUR", total="10100.00"
    )
    for path in (PATH, f"{PATH}retour/", f"{PATH}carte/{payment.token}/"):
        assert browser.get(path).status_code == 404
    mine = OrderFactory.create(client=charlie.client, waiting=True)
    path = f"/commandes/{mine.number}/reglement/carte/{payment.token}/"
    assert browser.get(path).status_code == 404


def test_a_token_that_nobody_gave(client: Browser, order: Order) -> None:
    path = "/paiement/process/3f2504e0-4f89-11d3-9a0c-0305e82c3301/"
    assert client.post(path).status_code == 404
