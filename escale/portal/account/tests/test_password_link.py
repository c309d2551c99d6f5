"""« Mot de passe oublié »: one answer for all, a link that serves once (S2, S5)."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client as Browser
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.accounts.links import password_link
from escale.accounts.models import User
from escale.clients.actions.send_password_link import send_password_link
from escale.clients.models import Client, Member
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.kernel.tokens import sign
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from tests.personas import SignIn

FORGOTTEN = "/mot-de-passe-oublie/"
NEW = "/nouveau-mot-de-passe/"
PASSWORD = "un bateau qui part tôt"
ANSWER = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def user(alice: Member) -> User:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    return alice.user


def without_token(page: str) -> str:
    page = re.sub(r'"X-CSRFToken": "\w+"', "", page)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def link_of(user: User, *, age: timedelta = timedelta(0)) -> str:
    link = password_link(user, issued_at=clock.database_now() - age)
    return link.path.format(token=sign(link.purpose, link.payload))


def test_known_or_not_the_answer_is_the_same(user: User, client: Browser) -> None:
    known = client.post(FORGOTTEN, {"identifier": "1000001"})
    unknown = client.post(FORGOTTEN, {"identifier": "9999999"})
    assert known.status_code == unknown.status_code
    assert without_token(known.text).replace("1000001", "9999999") == without_token(unknown.text)
    assert ProcrastinateJob.objects.filter(task_name="send_password_link").count() == 2


def test_three_an_hour_whoever_it_is(user: User, client: Browser) -> None:
    for identifier in ("1000001", "9999999"):
        for _ in range(3):
            assert client.post(FORGOTTEN, {"identifier": identifier}).status_code == 200
        assert client.post(FORGOTTEN, {"identifier": identifier}).status_code == 429


def test_spaces_in_the_code_do_not_give_more_links(user: User, client: Browser) -> None:
    for typed in ("1000001", "1 000 001", " 1000 001"):
        assert client.post(FORGOTTEN, {"identifier": typed}).status_code == 200
    assert client.post(FORGOTTEN, {"identifier": "1 000001"}).status_code == 429


def test_the_mail_goes_to_the_address_on_file_alone(user: User, staff: User) -> None:
    assert send_password_link(identifier="1000001")
    message = OutgoingMessage.objects.get()
    assert message.recipient == "cse@yopmail.example"
    assert message.client_id == user.client_id
    # Nobody, somebody without an address, somebody whose access is closed.
    User.objects.create_user("fermee@yopmail.example", email="x@yopmail.example", is_active=False)
    for identifier in ("personne", "staff", "fermee@yopmail.example"):
        assert send_password_link(identifier=identifier) is None


def test_the_link_leads_here_whatever_the_host(user: User, client: Browser) -> None:
    form = {"identifier": "1000001"}
    assert client.post(FORGOTTEN, form, headers={"Host": "evil.example"}).status_code == 400
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example"}
    assert client.post(FORGOTTEN, form, headers=forwarded).status_code == 200
    message = send_password_link(identifier="1000001")
    assert message
    assert f"{settings.SITE_URL}{NEW}" in render_message(message).text


def test_a_new_password(user: User, client: Browser, alice: Member, sign_in: SignIn) -> None:
    elsewhere = sign_in(alice)
    answer = client.get(link_of(user), headers={"X-Forwarded-Host": "evil.example"})
    assert answer["Location"] == NEW
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, ANSWER)["Location"] == "/connexion/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert elsewhere.get("/mes-services/").status_code == 302
    entry = JournalEntry.objects.get(verb="password-reset")
    assert entry.client_id == alice.client_id
    told = OutgoingMessage.objects.get(template="accounts/emails/password_changed")
    assert (told.recipient, told.client_id) == ("cse@yopmail.example", alice.client_id)
    # Once.
    assert client.post(NEW, ANSWER).status_code == 404


@pytest.mark.parametrize("change", ["password", "address", "age", "closed"])
def test_what_kills_a_link(user: User, client: Browser, change: str) -> None:
    path = link_of(user, age=timedelta(minutes=61) if change == "age" else timedelta(0))
    if change == "password":
        user.set_password("autre")
    elif change == "address":
        Client.objects.update(email="autre@yopmail.example")
    elif change == "closed":
        user.is_active = False
    user.save()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "autre chose de long"}, "Les deux saisies diffèrent"),
        ({"password": "court", "again": "court"}, "trop court"),
    ],
)
def test_a_refused_password_spends_nothing(
    user: User, client: Browser, change: dict[str, str], said: str
) -> None:
    client.get(link_of(user))
    answer = client.post(NEW, ANSWER | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert client.get(NEW).status_code == 200
