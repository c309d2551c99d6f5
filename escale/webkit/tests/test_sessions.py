"""A session's cookie is taken away by signing out, and by nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser

from escale.clients.models import Member
from escale.kernel import clock

COOKIE = settings.SESSION_COOKIE_NAME


def test_a_request_with_a_former_key_takes_no_cookie_away(alice: Member) -> None:
    late, browser = Browser(), Browser()
    late.cookies[COOKIE] = "drkmldfaozb3fq4p6y1jx8n0c2w5v7te"
    answer = late.get("/mes-services/")
    assert answer.status_code == 302
    assert COOKIE not in answer.cookies
    assert "Cookie" in answer["Vary"]
    browser.force_login(alice.user)
    assert browser.get("/mes-services/").status_code == 200


def test_signing_out_takes_it_away(alice: Member) -> None:
    browser = Browser()
    browser.force_login(alice.user)
    former = browser.cookies[COOKIE].value
    answer = browser.post("/deconnexion/")
    assert answer.cookies[COOKIE].value != former
    assert browser.get("/mes-services/").status_code == 302


@pytest.mark.django_db
def test_a_visitor_without_a_session_gets_none() -> None:
    assert COOKIE not in Browser().get("/faq/").cookies


def test_a_page_may_ask_how_long_it_lasts_and_is_nobody(alice: Member) -> None:
    browser = Browser()
    browser.force_login(alice.user)
    browser.get("/mes-services/")
    with time_machine.travel(clock.now() + timedelta(minutes=28), tick=False):
        asked = browser.get("/mon-compte/session/", headers={"HX-Request": "true"})
        assert 60 <= asked.json()["seconds"] <= 120
        again = browser.get("/mon-compte/session/", headers={"HX-Request": "true"})
        assert again.json() == asked.json()
        # « Rester connecté ».
        assert browser.get("/mon-compte/session/").json()["seconds"] == 30 * 60
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        over = browser.get("/mes-services/", headers={"HX-Request": "true"})
        assert "/connexion/" in over["HX-Redirect"]


def test_the_last_part_of_a_second_is_not_over(alice: Member) -> None:
    """A page that read 0 would open itself again while signed in, and the session never end."""
    browser = Browser()
    browser.force_login(alice.user)
    with time_machine.travel(clock.now(), tick=False) as travel:
        browser.get("/mes-services/")
        travel.shift(timedelta(minutes=30) - timedelta(milliseconds=400))
        asked = browser.get("/mon-compte/session/", headers={"HX-Request": "true"})
        assert asked.json() == {"seconds": 1, "may_stay": True}


def test_its_whole_length_is_told_apart(alice: Member) -> None:
    browser = Browser()
    browser.force_login(alice.user)
    with time_machine.travel(clock.now(), tick=False) as travel:
        for _quarter in range(48):
            browser.get("/mes-services/")
            travel.shift(timedelta(minutes=15) - timedelta(seconds=2))
        told = browser.get("/mon-compte/session/").json()
        assert told["seconds"] <= 120
        assert told["may_stay"] is False
