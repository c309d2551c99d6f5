"""A code besides the password: set up, asked for, lost, and required of staff (ASVS 6.3.3)."""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client as Browser
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from escale.accounts.models import User
from escale.clients.models import Member
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage

PASSWORD = "escale-demo-2026"
SECURITY = "/mon-compte/securite/"
# Seconds: what a code is worth, and what posting it takes on a busy machine.
PERIOD, TO_POST = 30, 5


@pytest.fixture
def user(alice: Member) -> User:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    alice.user.set_password(PASSWORD)
    alice.user.save()
    return alice.user


def signed_in(identifier: str = "1000001") -> Browser:
    browser = Browser()
    browser.post("/connexion/", {"login": identifier, "password": PASSWORD})
    return browser


def code_for(secret: str, *, periods_ago: int = 0) -> str:
    left = PERIOD - time.time() % PERIOD
    if left < TO_POST:
        time.sleep(left)
    counter = int(time.time()) // PERIOD - periods_ago
    return str(format_hotp_value(hotp_value(secret, counter)))


def protected(browser: Browser) -> str:
    """Set up; its secret."""
    browser.post("/confirmation/", {"password": PASSWORD})
    page = browser.get(f"{SECURITY}totp/activate/")
    assert "<svg" in page.text
    secret: str = page.context["form"].secret
    answer = browser.post(f"{SECURITY}totp/activate/", {"code": code_for(secret)})
    assert answer["Location"] == f"{SECURITY}recovery-codes/"
    return secret


def test_setting_it_up(
    user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    browser = signed_in()
    with django_capture_on_commit_callbacks(execute=True):
        secret = protected(browser)
    assert len(browser.get(f"{SECURITY}recovery-codes/").context["unused_codes"]) == 10
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret
    told = JournalEntry.objects.filter(verb="factor-added")
    assert {entry.client_id for entry in told} == {user.client_id}
    assert OutgoingMessage.objects.filter(template="accounts/emails/factor_changed").count() == 1


def test_new_recovery_codes_are_told(
    user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    browser = signed_in()
    protected(browser)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{SECURITY}recovery-codes/generate/")
    assert "codes de secours" in OutgoingMessage.objects.latest("pk").context["factor"]


@pytest.mark.django_db(transaction=True)
def test_the_library_says_it_in_our_words(user: User) -> None:
    """Its messages wait for the commit of their own request."""
    browser = signed_in()
    browser.post("/confirmation/", {"password": PASSWORD})
    page = browser.get(f"{SECURITY}totp/activate/")
    refused = browser.post(f"{SECURITY}totp/activate/", {"code": "000000"})
    assert "Ce code n’est pas le bon" in refused.text
    code = code_for(page.context["form"].secret)
    told = browser.post(f"{SECURITY}totp/activate/", {"code": code}, follow=True).text
    assert "L’application de codes est en place." in told
    told += browser.post(f"{SECURITY}recovery-codes/generate/", follow=True).text
    assert "Vos codes de secours sont prêts." in told
    told += browser.post(f"{SECURITY}totp/deactivate/", follow=True).text
    assert "L’application de codes est retirée." in told
    assert "récupération" not in told
    assert "authentification" not in told


def test_it_is_asked_for_at_the_next_sign_in(user: User) -> None:
    secret = protected(signed_in())
    # A code serves once: this one is the next sign-in's.
    cache.clear()
    browser = Browser()
    answer = browser.post("/connexion/", {"login": "1000001", "password": PASSWORD})
    assert answer["Location"] == f"{SECURITY}authenticate/"
    assert browser.get("/mes-services/").status_code == 302
    assert browser.post(f"{SECURITY}authenticate/", {"code": "000000"}).status_code == 200
    assert browser.get("/mes-services/").status_code == 302
    answer = browser.post(f"{SECURITY}authenticate/", {"code": code_for(secret)})
    assert answer["Location"] == "/mes-services/"
    assert browser.get("/mes-services/").status_code == 200


def test_a_recovery_code_serves_once(user: User) -> None:
    here = signed_in()
    protected(here)
    code = here.get(f"{SECURITY}recovery-codes/").context["unused_codes"][0]
    for expected in (302, 200):
        browser = Browser()
        browser.post("/connexion/", {"login": "1000001", "password": PASSWORD})
        answer = browser.post(f"{SECURITY}authenticate/", {"code": code})
        assert answer.status_code == expected


def test_what_touches_it_asks_who_one_is(user: User) -> None:
    browser = Browser()
    browser.force_login(user)
    answer = browser.get(f"{SECURITY}totp/activate/")
    assert answer["Location"].startswith("/confirmation/?next=")
    assert "Confirmez que c’est vous" in browser.get("/confirmation/").text


def test_removing_it_is_told(
    user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    browser = signed_in()
    protected(browser)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{SECURITY}totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert JournalEntry.objects.filter(verb="factor-removed").exists()


def test_staff_need_one(db: None, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    User.objects.create_user("staff", PASSWORD, is_staff=True)
    browser = signed_in("staff")
    for path in ("/emetteur/", "/emetteur/virements/", "/emetteur/clients/client/"):
        assert browser.get(path)["Location"] == SECURITY
    assert "double authentification" in browser.get(SECURITY).text
    protected(browser)
    assert browser.get("/emetteur/virements/").status_code == 200
    assert browser.get("/emetteur/").status_code == 200
