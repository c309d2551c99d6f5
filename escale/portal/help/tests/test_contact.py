from uuid import uuid4

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Member
from escale.inquiries.models import Inquiry
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

PATH = "/nous-contacter/"


def written(**changed: str) -> dict[str, str]:
    return {
        "form_id": str(uuid4()),
        "subject": "order",
        "order": "",
        "reply_to": "moi@yopmail.example",
        "body": "Où en est ma commande ?",
    } | changed


def test_a_message_reaches_the_issuer_and_its_answer_comes_back(
    alice: Member, staff: User, sign_in: SignIn
) -> None:
    OrderFactory.create(client=alice.client, number=2800886)
    browser = sign_in(alice)
    assert 'value="2800886"' in browser.get(PATH, {"commande": "2800886"}).text
    page = browser.post(PATH, written(order="N°2 800 886"), follow=True).text
    inquiry = Inquiry.objects.get()
    assert inquiry.order_id == 2800886
    assert "est envoyé" in page
    assert "En attente de réponse" in page
    console = Browser()
    console.force_login(staff)
    assert "À répondre" in console.get("/emetteur/messages/").text
    path = f"/emetteur/messages/{inquiry.pk}/"
    assert "Où en est ma commande" in console.get(path).text
    console.post(path, {"form_id": str(uuid4()), "body": "Elle part demain."})
    assert "Elle part demain." in browser.get(PATH).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"body": ""}, "Écrivez votre message"),
        ({"body": "x" * 4_001}, "4 000 caractères"),
        ({"reply_to": "moi"}, "Il manque le"),
        ({"order": "2800999"}, "n’est pas dans votre suivi"),
        ({"order": "abc"}, "n’est pas dans votre suivi"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    alice: Member, charlie: Member, sign_in: SignIn, changed: dict[str, str], words: str
) -> None:
    OrderFactory.create(client=charlie.client, number=2800999)
    page = sign_in(alice).post(PATH, written() | {"reply_to": "garde@x.fr"} | changed).text
    assert words in page
    assert "garde@x.fr" in page or "reply_to" in changed
    assert not Inquiry.objects.exists()


def test_who_only_reads_writes_too(
    bea: Member, alice: Member, sign_in: SignIn, client: Browser
) -> None:
    assert "<textarea" in sign_in(bea).get(PATH).text
    page = sign_in(bea).post(PATH, written(), follow=True).text
    assert "est envoyé" in page
    assert Inquiry.objects.get().client == bea.client
    assert "Où en est ma commande" in sign_in(alice).get(PATH).text


def test_an_operator_never_writes_in_a_client_s_place(
    alice: Member, staff: User, client: Browser
) -> None:
    client.force_login(staff)
    client.post(f"/emetteur/voir/{alice.client_id}/")
    assert "<textarea" not in client.get(PATH).text
    assert client.post(PATH, written()).status_code == 403
    assert not Inquiry.objects.exists()


def test_messages_of_others_are_never_shown(
    alice: Member, charlie: Member, sign_in: SignIn
) -> None:
    sign_in(charlie).post(PATH, written(body="Secret de Charlie"))
    assert "Secret de Charlie" not in sign_in(alice).get(PATH).text


def test_an_erasure_is_asked_for_in_a_message(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH, {"effacer": "12000001", "commande": "2800886"}).text
    assert "du bénéficiaire de la dotation 12000001." in page
    assert not Inquiry.objects.exists()
