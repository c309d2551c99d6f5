import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from tests.personas import SignIn

PATH = "/mon-compte/"
CURRENT = "escale-demo-2026"
NEW = "un bateau qui part tôt"


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    alice.user.set_password(CURRENT)
    alice.user.save()
    return sign_in(alice)


def typed(**changes: str) -> dict[str, str]:
    return {"current": CURRENT, "new": NEW, "again": NEW} | changes


def test_who_one_is(browser: Browser) -> None:
    page = browser.get(PATH).text
    for text in ("ANCV Client", "1000001", "administrateur"):
        assert text in page


def test_a_new_password_keeps_this_session_and_ends_the_others(
    browser: Browser, alice: Member, sign_in: SignIn
) -> None:
    elsewhere = sign_in(alice)
    answer = browser.post(PATH, typed(), follow=True)
    assert "Votre mot de passe est changé." in answer.text
    assert browser.get(PATH).status_code == 200
    assert elsewhere.get(PATH).status_code == 302


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"current": "wrong"}, "actuel est inexact"),
        ({"again": "something else"}, "Les deux saisies diffèrent"),
        ({"new": "court", "again": "court"}, "12"),
        ({"new": ""}, "obligatoire"),
    ],
)
def test_refusals_are_explained(browser: Browser, changes: dict[str, str], says: str) -> None:
    answer = browser.post(PATH, typed(**changes))
    assert answer.status_code == 422
    assert says in answer.text
    assert CURRENT not in answer.text


def test_guessing_the_current_password_is_stopped(browser: Browser) -> None:
    for _ in range(10):
        assert browser.post(PATH, typed(current="a guess")).status_code == 422
    answer = browser.post(PATH, typed())
    assert answer.status_code == 429
    assert "Trop d’essais avec un mot de passe actuel" in answer.text
    assert browser.get(PATH).status_code == 200


def test_signed_out(db: None, client: Browser) -> None:
    assert client.get(PATH).status_code == 302
    assert "code client" in client.get("/mot-de-passe-oublie/").text
