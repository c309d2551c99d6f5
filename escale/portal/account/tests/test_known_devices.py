"""Whoever guesses elsewhere locks nobody out of their own browser; that ends with the password."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from pytest_django import Settings

from escale.accounts.adapter import remember_member
from escale.accounts.models import User
from escale.clients.tests.factories import MemberFactory
from tests.personas import PASSWORD

NEW = "un bateau qui part tôt"
COOKIE = "known-device-member"


@pytest.fixture
def user(db: None) -> User:
    user = User.objects.create_user("1000001", PASSWORD)
    MemberFactory.create(user=user)
    return user


def signs_in(browser: Browser, password: str = PASSWORD) -> int:
    form = {"login": "1000001", "password": password}
    return browser.post("/connexion/", form).status_code


def locked_from_elsewhere() -> None:
    while signs_in(Browser(), "a guess") != 429:
        pass


@pytest.fixture
def known(user: User) -> Browser:
    browser = Browser()
    assert signs_in(browser) == 302
    return browser


def test_a_known_device_has_its_own_tries(known: Browser) -> None:
    locked_from_elsewhere()
    known.post("/deconnexion/")
    assert signs_in(Browser()) == 429
    assert signs_in(known) == 302


def test_a_new_password_ends_the_others(known: Browser, user: User) -> None:
    elsewhere = Browser()
    signs_in(elsewhere)
    known.post("/mon-compte/", {"current": PASSWORD, "new": NEW, "again": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    locked_from_elsewhere()
    assert signs_in(elsewhere, NEW) == 429
    # Who chose it goes on being known.
    known.post("/deconnexion/")
    assert signs_in(known, NEW) == 302


def test_it_ends_after_its_days_whatever_the_browser_says(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked_from_elsewhere()
    for days, expected in ((timedelta(days=1), 302), (timedelta(days=-1), 429)):
        # As of a sign-in so long ago: the browser keeps what it was told to forget.
        monkeypatch.setattr("escale.accounts.known_devices.KEPT", days)
        answer = remember_member(HttpResponse(), user)
        browser = Browser()
        browser.cookies[COOKIE] = answer.cookies[COOKIE].value
        assert signs_in(browser) == expected


def test_another_s_cookie_is_worth_nothing(known: Browser) -> None:
    MemberFactory.create(user=User.objects.create_user("1000002", PASSWORD))
    locked_from_elsewhere()
    other = Browser()
    other.post("/connexion/", {"login": "1000002", "password": PASSWORD})
    other.post("/deconnexion/")
    assert signs_in(other) == 429


def test_its_name_is_not_that_of_the_application(known: Browser, settings: Settings) -> None:
    """One person may be both: each cookie stays."""
    settings.SESSION_COOKIE_SECURE = True
    browser = Browser()
    answer = browser.post("/connexion/", {"login": "1000001", "password": PASSWORD}, secure=True)
    assert "__Host-known-device-member" in answer.cookies
    assert "__Host-device" not in answer.cookies


def test_neighbours_do_not_lock_it_either(known: Browser) -> None:
    """Behind the address of one company, or of one operator of telephones."""
    for number in range(50):
        Browser().post("/connexion/", {"login": f"9{number:06d}", "password": "a guess"})
    known.post("/deconnexion/")
    assert signs_in(Browser()) == 429
    assert signs_in(known) == 302
    known.post("/deconnexion/")
    assert [signs_in(known, "a guess") for _ in range(11)] == [200] * 10 + [429]
