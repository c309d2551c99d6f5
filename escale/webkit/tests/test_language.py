"""French by default, English by choice: kept in a cookie, and on the account of who signs in."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils.translation import get_language
from pytest_django import Settings

from escale.clients.models import Member
from tests.personas import SignIn

LANGUAGE = reverse("language")
HOME = reverse("portal:home")
FAQ = reverse("portal:faq")
ENGLISH = {"language": "en-gb"}


def test_a_browser_s_preference_decides_nothing(client: Browser, db: None) -> None:
    page = client.get(FAQ, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr">' in page.text
    assert "Questions fréquentes" in page.text
    assert "Cookie" in page["Vary"]


def test_the_choice_comes_back_to_the_same_page_and_stays(client: Browser, db: None) -> None:
    answer = client.post(LANGUAGE, ENGLISH | {"next": f"{FAQ}?q=mail"})
    assert (answer.status_code, answer["Location"]) == (302, f"{FAQ}?q=mail")
    page = client.get(FAQ)
    assert page["Content-Language"] == "en-gb"
    assert '<html lang="en-gb">' in page.text
    assert "Frequently asked questions" in page.text
    client.post(LANGUAGE, {"language": "fr", "next": FAQ})
    assert "Questions fréquentes" in client.get(FAQ).text


def test_every_footer_offers_the_other_one(client: Browser, db: None) -> None:
    for page in (FAQ, reverse("account_login"), reverse("beneficiary:tracking"), LANGUAGE):
        text = client.get(page).text
        assert 'name="language" value="en-gb" lang="en-gb">English<' in text, page
        assert f'action="{LANGUAGE}"' in text, page


def test_a_page_without_forms_links_to_the_choice(client: Browser, db: None) -> None:
    text = client.get(reverse("beneficiary:welcome", args=["x"])).text
    assert f'<a href="{LANGUAGE}" lang="en-gb" hreflang="en-gb">English</a>' in text
    assert "<form" not in text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_it_never_leads_elsewhere(client: Browser, db: None, elsewhere: str) -> None:
    answer = client.post(LANGUAGE, ENGLISH | {"next": elsewhere})
    assert answer["Location"] == reverse("portal:welcome")


def test_what_is_not_a_language_is_french(client: Browser, db: None) -> None:
    answer = client.post(LANGUAGE, {"language": "<script>"})
    assert answer.cookies["language"].value == "fr+"


def test_the_cookie_is_like_the_others(client: Browser, db: None, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = client.post(LANGUAGE, ENGLISH, secure=True).cookies["__Host-language"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_the_account_s_language_follows_the_person(alice: Member, sign_in: SignIn) -> None:
    sign_in(alice).post(LANGUAGE, ENGLISH)
    elsewhere = sign_in(alice)
    elsewhere.get(HOME)
    assert "My services" in elsewhere.get(HOME).text


def test_a_choice_made_while_signed_in_replaces_the_account_s(
    alice: Member, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    browser.post(LANGUAGE, ENGLISH)
    browser.post(LANGUAGE, {"language": "fr"})
    alice.user.refresh_from_db()
    assert alice.user.language == "fr"
    assert "Mes services" in browser.get(HOME).text


@pytest.fixture
def password(alice: Member) -> str:
    alice.user.set_password("un bateau qui part tôt")
    alice.user.save()
    return "un bateau qui part tôt"


def signs_in(browser: Browser, password: str) -> None:
    answer = browser.post(reverse("account_login"), {"login": "1000001", "password": password})
    assert answer.status_code == 302


def test_signing_in_is_followed_by_the_account_s_language(
    alice: Member, client: Browser, password: str
) -> None:
    alice.user.language = "en-gb"
    alice.user.save()
    signs_in(client, password)
    assert "My services" in client.get(HOME).text


@pytest.mark.parametrize("before", ["", "fr"])
def test_a_choice_made_at_the_door_becomes_the_account_s(
    alice: Member, client: Browser, password: str, before: str
) -> None:
    alice.user.language = before
    alice.user.save()
    client.post(LANGUAGE, ENGLISH)
    signs_in(client, password)
    alice.user.refresh_from_db()
    assert alice.user.language == "en-gb"
    assert client.cookies["language"].value == "en-gb"
    assert "My services" in client.get(HOME).text


def test_another_s_choice_stays_on_their_account(
    alice: Member, bob: Member, client: Browser, password: str
) -> None:
    """They left this machine in English; whoever comes next keeps their own."""
    client.post(LANGUAGE, ENGLISH)
    signs_in(client, password)
    client.post(reverse("account_logout"))
    bob.user.language = "fr"
    bob.user.save()
    client.force_login(bob.user)
    client.get(HOME)
    assert "Mes services" in client.get(HOME).text
    bob.user.refresh_from_db()
    assert bob.user.language == "fr"


def test_errors_speak_it_too(client: Browser, db: None) -> None:
    client.post(LANGUAGE, ENGLISH)
    assert "This page does not exist" in client.get("/introuvable/").text


def test_nothing_stays_of_it_after_the_answer(client: Browser, db: None) -> None:
    client.post(LANGUAGE, ENGLISH)
    client.get(FAQ)
    assert get_language() == "fr"


def test_a_refused_form_leads_back_to_its_page(alice: Member, sign_in: SignIn) -> None:
    """The address of the answer may take nothing but a POST."""
    page = sign_in(alice).post(
        reverse("portal:preferences"),
        {"full_name": ""},
        headers={"Referer": f"http://testserver{reverse('portal:account')}"},
    )
    assert f'name="next" value="{reverse("portal:account")}"' in page.text
