"""« Nous contacter » for who does not sign in: heard, and told nothing."""

import re
from uuid import uuid4

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Member
from escale.inquiries.actions.send_visitor_inquiry import MOST_AN_HOUR
from escale.inquiries.models import Inquiry, IssuerContact
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.orders.models import IssuerSettings
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
PATH = "/nous-contacter/"
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")


def written(**changed: str) -> dict[str, str]:
    return {
        "form_id": str(uuid4()),
        "name": "Nora Quidelleur",
        "organisation": "1000001",
        "reply_to": "nora@yopmail.example",
        "phone": "06 76 02 89 37",
        "subject": "account",
        "body": "Mon code de double authentification est resté sur mon ancien téléphone.",
        "website": "",
    } | changed


def shown(text: str) -> str:
    """What a person reads: forms have a token of their own each time."""
    return TOKEN.sub("", text)


def test_a_visitor_is_heard_and_answered(client: Browser, staff: User) -> None:
    IssuerSettings.objects.create(pk=1, contact_email="emetteur@yopmail.example")
    assert "<textarea" in client.get(PATH).text
    page = client.post(PATH, written())
    assert page.status_code == 200
    for text in ("Votre message est envoyé", "Et ensuite", "nora<wbr>@yopmail.example"):
        assert text in page.text
    inquiry = Inquiry.objects.get()
    assert (inquiry.client, inquiry.organisation, inquiry.sent_by) == (
        None,
        "1000001",
        "Nora Quidelleur",
    )
    # Nothing leaves to an address that anybody may have typed.
    assert [mail.recipient for mail in OutgoingMessage.objects.all()] == [
        "emetteur@yopmail.example"
    ]
    assert JournalEntry.objects.get().verb == "inquiry-received"
    console = Browser()
    console.force_login(staff)
    assert "sans compte" in console.get("/emetteur/messages/").text
    path = f"/emetteur/messages/{inquiry.pk}/"
    assert "rien de ce qui suit n’est vérifié" in console.get(path).text
    console.post(path, {"form_id": str(uuid4()), "body": "Nous vous rappelons."})
    assert OutgoingMessage.objects.latest("id").recipient == "nora@yopmail.example"


def test_its_answer_is_the_same_whoever_is_named(client: Browser, alice: Member) -> None:
    known = client.post(PATH, written(organisation="1000001", reply_to="a@yopmail.example"))
    unknown = client.post(PATH, written(organisation="9999999", reply_to="b@yopmail.example"))
    assert shown(known.text).replace("a<wbr>", "b<wbr>") == shown(unknown.text)


def test_clients_never_see_it(client: Browser, alice: Member, sign_in: SignIn) -> None:
    client.post(PATH, written())
    page = sign_in(alice).get(PATH).text
    assert "double authentification" not in page
    assert "Vos messages" not in page


def test_the_same_form_twice_is_one_message(client: Browser) -> None:
    form = written()
    assert shown(client.post(PATH, form).text) == shown(client.post(PATH, form).text)
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Indiquez votre nom"),
        ({"name": "x" * 151}, "150 caractères"),
        ({"organisation": "x" * 151}, "150 caractères"),
        ({"phone": "0" * 41}, "40 caractères"),
        ({"reply_to": "nora"}, "Il manque le"),
        ({"reply_to": "nôra@yopmail.example"}, "pas d’accent"),
        ({"body": ""}, "Écrivez votre message"),
        ({"subject": "x"}, "n’est pas parti"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Browser, changed: dict[str, str], words: str
) -> None:
    page = client.post(PATH, written() | changed)
    assert page.status_code == 422
    assert words in page.text
    assert 'role="alert"' in page.text
    kept = written() | changed
    for name in {"name", "organisation", "reply_to", "phone"} - set(changed):
        assert kept[name] in page.text
    assert not Inquiry.objects.exists()


def test_a_program_is_answered_like_everybody_and_not_heard(client: Browser) -> None:
    page = client.post(PATH, written(website="https://spam.example"))
    assert shown(page.text) == shown(client.post(PATH, written()).text)
    assert Inquiry.objects.count() == 1


def test_one_address_is_limited_and_loses_nothing(client: Browser) -> None:
    for _ in range(3):
        assert client.post(PATH, written()).status_code == 200
    page = client.post(PATH, written(reply_to="Nora@yopmail.example"))
    assert page.status_code == 429
    assert "Attendez une heure" in page.text
    assert "double authentification" in page.text
    assert Inquiry.objects.count() == 3


def test_one_network_is_limited(client: Browser) -> None:
    answers = [client.post(PATH, written(reply_to=f"n{n}@yopmail.example")) for n in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]


def test_all_together_are_limited(client: Browser) -> None:
    Inquiry.objects.bulk_create(
        Inquiry(sent_by="x", reply_to="x@yopmail.example", subject="other", body="x")
        for _ in range(MOST_AN_HOUR)
    )
    assert client.post(PATH, written()).status_code == 429


def test_somebody_signed_in_without_a_client_writes_too(client: Browser) -> None:
    client.force_login(User.objects.create_user("parti@yopmail.example", "x" * 12))
    assert client.post(PATH, written()).status_code == 200
    assert Inquiry.objects.get().client is None


def test_the_issuer_is_reached_where_somebody_is_stuck(
    client: Browser, alice: Member, sign_in: SignIn
) -> None:
    paths = [
        PATH,
        "/faq/",
        "/connexion/",
        "/mot-de-passe-oublie/",
        "/mentions-legales/",
        "/introuvable/",
    ]
    for path in paths:
        assert "tel:" not in client.get(path).text
    IssuerContact.objects.create(
        pk=1, phone="+33199001234", opening_hours="de 9 h à 18 h", postal_address="1 quai\nPort"
    )
    for path in paths:
        page = client.get(path).text
        assert 'href="tel:+33199001234">01 99 00 12 34</a>,' in page
        assert "de\u00a09\u00a0h\u00a0à\u00a018\u00a0h" in page
    assert "1 quai<br>Port" in client.get(PATH).text
    assert "01 99 00 12 34" in sign_in(alice).get("/informations-pratiques/").text
