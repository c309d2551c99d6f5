"""R1: a client code and a password; nothing tells which of them is wrong."""

import re

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.tests.factories import MemberFactory
from escale.journal.models import JournalEntry

PATH = "/connexion/"
PASSWORD = "escale-demo-2026"
NEUTRAL = "Code client, adresse ou mot de passe incorrect."


@pytest.fixture
def user(db: None) -> User:
    user = User.objects.create_user("1000001", PASSWORD)
    MemberFactory.create(user=user)
    return user


def post(client: Browser, code: str, password: str) -> tuple[int, str]:
    answer = client.post(PATH, {"login": code, "password": password})
    shown = re.sub(r'(value|content)="[^"]*"|X-CSRFToken": "[^"]*"', "", answer.text)
    return answer.status_code, shown


def test_the_page_has_the_labels_of_the_guide(client: Browser, db: None) -> None:
    page = client.get(PATH).text
    for text in ("Code client", "Mot de passe", "Se connecter"):
        assert text in page


@pytest.mark.parametrize("code", ["1000001", " 1000001 ", "1 000 001", "1\u202f000\u00a0001"])
def test_the_right_pair_opens_mes_services(user: User, client: Browser, code: str) -> None:
    answer = client.post(PATH, {"login": code, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"] == "/mes-services/"


def test_letters_of_a_code_in_any_case(client: Browser, db: None) -> None:
    MemberFactory.create(user=User.objects.create_user("bob-2", PASSWORD))
    answer = client.post(PATH, {"login": "BOB-2", "password": PASSWORD})
    assert answer["Location"] == "/mes-services/"


def test_signing_in_is_in_the_journal_and_refused_tries_are_not(
    user: User, client: Browser
) -> None:
    post(client, "1000001", "wrong-password")
    assert not JournalEntry.objects.exists()
    post(client, "1000001", PASSWORD)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.about, entry.user_id) == ("signed-in", f"user:{user.pk}", user.pk)


def test_spaces_in_the_code_do_not_give_more_tries(user: User, client: Browser) -> None:
    for code in ("1000001", "1 000 001") * 5:
        post(client, code, "wrong-password")
    _status, page = post(client, "10 000 01", PASSWORD)
    assert "Trop d’essais" in page


def test_a_flood_of_tries_is_answered_in_french(user: User, client: Browser) -> None:
    for number in range(50):
        post(client, f"9{number:06d}", "wrong-password")
    status, page = post(client, "1000001", PASSWORD)
    assert status == 429
    assert "Trop d’essais" in page


def test_back_to_where_one_was_going(user: User, client: Browser) -> None:
    page = client.get("/commandes/", follow=True).text
    assert 'name="next" value="/commandes/"' in page
    answer = client.post(PATH, {"login": "1000001", "password": PASSWORD, "next": "/commandes/"})
    assert answer["Location"] == "/commandes/"
    foreign = Browser().post(
        PATH, {"login": "1000001", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert foreign["Location"] == "/mes-services/"


def test_a_wrong_password_and_an_unknown_code_answer_alike(user: User, client: Browser) -> None:
    User.objects.create_user("1000009", PASSWORD, is_active=False)
    wrong = post(client, "1000001", "not-the-password")
    unknown = post(client, "9999999", "not-the-password")
    disabled = post(client, "1000009", PASSWORD)
    assert NEUTRAL in wrong[1]
    assert wrong == unknown == disabled


def test_an_empty_form_says_what_is_missing(db: None, client: Browser) -> None:
    _status, page = post(client, "", "")
    assert "Saisissez votre code client ou votre adresse e-mail." in page


def test_the_code_stays_typed_and_not_the_password(user: User, client: Browser) -> None:
    page = client.post(PATH, {"login": "1000001", "password": "secret-typed"}).text
    assert 'value="1000001"' in page
    assert "secret-typed" not in page
    assert 'role="alert"' in page


def test_too_many_tries_are_stopped_and_the_page_says_what_to_do(
    user: User, client: Browser
) -> None:
    for _ in range(10):
        post(client, "1000001", "wrong-password")
    _status, page = post(client, "1000001", PASSWORD)
    assert "Trop d’essais" in page
    assert "_auth_user_id" not in client.session


def test_too_many_tries_are_told_once_and_only_about_somebody(user: User, client: Browser) -> None:
    for code in ("1000001", "9999999"):
        for _ in range(13):
            post(client, code, "wrong-password")
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.about) == ("sign-in-refused", f"user:{user.pk}")
    assert entry.client_id == user.client_id


def test_the_session_key_changes_at_sign_in(user: User, client: Browser) -> None:
    client.get("/commandes/")
    before = client.session.session_key
    client.post(PATH, {"login": "1000001", "password": PASSWORD})
    assert client.session.session_key != before


def test_signing_out_is_a_post(user: User, client: Browser) -> None:
    client.force_login(user)
    assert "Voulez-vous vous déconnecter" in client.get("/deconnexion/").text
    assert client.get("/mes-services/").status_code == 200
    assert client.post("/deconnexion/").status_code == 302
    assert client.get("/mes-services/").status_code == 302


@pytest.mark.parametrize("path", ["/signup/", "/connexion/signup/", "/accounts/signup/", "/email/"])
def test_nobody_signs_up(db: None, client: Browser, path: str) -> None:
    assert client.get(path).status_code == 404
