"""Sessions end: by themselves, from afar, and for good (S3)."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client as Browser
from pytest_django import Settings
from time_machine import travel

from escale.accounts.browsers import named, place
from escale.accounts.models import User
from escale.accounts.queries import sessions_of
from escale.clients.models import Member
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.rate_limits.tests.tries import age_tries

PASSWORD = "escale-demo-2026"
HOME = "/mes-services/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def user(alice: Member) -> User:
    alice.user.set_password(PASSWORD)
    alice.user.save()
    return alice.user


def signed_in(identifier: str = "1000001") -> Browser:
    browser = Browser(headers={"User-Agent": FIREFOX})
    answer = browser.post("/connexion/", {"login": identifier, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def test_nobody_there_for_half_an_hour(user: User) -> None:
    start = clock.now().timestamp()
    browser = signed_in()
    for minutes in (0, 25, 50, 75):
        with travel(start + minutes * 60, tick=False):
            assert browser.get(HOME).status_code == 200
    with travel(start + 106 * 60, tick=False):
        answer = browser.get("/commandes/", follow=True)
    assert answer.redirect_chain[0][0] == "/connexion/?next=/commandes/"
    assert "Votre session a pris fin" in answer.text


def test_a_page_that_keeps_itself_up_to_date_is_nobody(user: User) -> None:
    start = clock.now().timestamp()
    browser = signed_in()
    browser.get(HOME)
    for minutes in (10, 20, 29):
        with travel(start + minutes * 60, tick=False):
            browser.get(HOME, headers={"HX-Request": "true"})
    with travel(start + 31 * 60, tick=False):
        answer = browser.get(HOME, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/connexion/")


def test_a_session_that_never_opened_a_page_ends_too(user: User) -> None:
    start = clock.now().timestamp()
    browser = signed_in()
    browser.get(HOME, headers={"HX-Request": "true"})
    with travel(start + 31 * 60, tick=False):
        answer = browser.get(HOME, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/connexion/")


def test_the_day_ends(user: User) -> None:
    start = clock.now().timestamp()
    browser = signed_in()
    for quarter in range(12 * 4 + 1):
        with travel(start + quarter * 15 * 60, tick=False):
            assert browser.get(HOME).status_code == 200
    with travel(start + 12.1 * 3600, tick=False):
        assert browser.get(HOME).status_code == 302


def test_staff_have_a_quarter_of_an_hour(db: None) -> None:
    User.objects.create_user("staff", PASSWORD, is_staff=True)
    start = clock.now().timestamp()
    browser = signed_in("staff")
    browser.get("/emetteur/")
    with travel(start + 16 * 60, tick=False):
        assert browser.get("/emetteur/").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_leaving(user: User) -> None:
    browser, thief = signed_in(), Browser()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    browser.post("/deconnexion/")
    assert thief.get(HOME).status_code == 302


def test_ending_one_from_afar(user: User) -> None:
    here, there = signed_in(), signed_in()
    page = here.get("/mon-compte/sessions/").text
    assert page.count("Firefox sur Windows") >= 2
    assert "(celle-ci)" in page
    assert "127.0.0.x" in page
    assert "127.0.0.1" not in page
    assert "après 30 minutes" in page
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/mon-compte/sessions/{other.pk}/fermer/")
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200


def test_ending_all_the_others(user: User) -> None:
    here, *others = signed_in(), signed_in(), signed_in()
    answer = here.post("/mon-compte/sessions/fermer/", follow=True)
    assert "2 sessions sont fermées." in answer.text
    assert [other.get(HOME).status_code for other in others] == [302, 302]


def test_staff_end_theirs(db: None) -> None:
    User.objects.create_user("staff", PASSWORD, is_staff=True)
    here, elsewhere = signed_in("staff"), signed_in("staff")
    answer = here.post("/mon-compte/sessions/fermer/", follow=True)
    assert "1 session est fermée." in answer.text
    assert elsewhere.get("/emetteur/").status_code == 302
    entry = JournalEntry.objects.latest("id")
    assert (entry.verb, entry.client_id) == ("sessions-ended", None)


def test_only_those_that_still_open_a_page_are_listed(user: User) -> None:
    here, elsewhere = signed_in(), signed_in()
    assert len(sessions_of(user)) == 2
    new = "un bateau qui part tôt"
    here.post("/mon-compte/", {"current": PASSWORD, "new": new, "again": new})
    user.refresh_from_db()
    assert [session.session_key for session in sessions_of(user)] == [here.session.session_key]
    UserSession.objects.update(last_seen_at=clock.now() - timedelta(minutes=32))
    assert not sessions_of(user)
    assert elsewhere.get(HOME).status_code == 302


def test_nobody_ends_another_s(user: User, bob: Member) -> None:
    theirs = signed_in()
    session = UserSession.objects.get()
    browser = Browser()
    browser.force_login(bob.user)
    assert browser.post(f"/mon-compte/sessions/{session.pk}/fermer/").status_code == 404
    assert theirs.get(HOME).status_code == 200


def test_a_stranger_does_not_lock_out_who_has_signed_in_here(user: User) -> None:
    known, stranger = signed_in(), Browser()
    known.post("/deconnexion/")
    for _ in range(11):
        answer = stranger.post("/connexion/", {"login": "1000001", "password": "non"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    answer = known.post("/connexion/", {"login": "1000001", "password": PASSWORD})
    assert answer.status_code == 302


def test_the_right_password_works_again_after_a_quarter_of_an_hour(user: User) -> None:
    form = {"login": "1000001", "password": PASSWORD}
    for _ in range(10):
        Browser().post("/connexion/", form | {"password": "non"})
    assert Browser().post("/connexion/", form).status_code == 429
    # This server's clock decides nothing.
    with travel(clock.now() + timedelta(hours=3)):
        assert Browser().post("/connexion/", form).status_code == 429
    age_tries(timedelta(minutes=15))
    assert Browser().post("/connexion/", form).status_code == 302


def test_neither_many_addresses_nor_the_host_give_more_tries(
    user: User, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(11):
        answer = Browser(REMOTE_ADDR=f"192.0.2.{number}").post(
            "/connexion/",
            {"login": "1000001", "password": "non"},
            headers={"Host": f"{number}.example"},
        )
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (FIREFOX, "Firefox sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge sur Linux"),
        ("curl/8", "Navigateur inconnu"),
    ],
)
def test_browsers_in_words(agent: str, shown: str) -> None:
    assert named(agent) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [("192.0.2.31", "192.0.2.x"), ("2001:db8:0:7::31", "2001:db8::x")],
)
def test_addresses_are_cut(address: str, shown: str) -> None:
    assert place(address) == shown
