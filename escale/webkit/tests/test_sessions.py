"""A session's cookie is taken away by signing out, and by nothing else."""

import pytest
from django.conf import settings
from django.test import Client as Browser

from escale.clients.models import Member

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
    answer = browser.post("/deconnexion/")
    # The farewell message begins a session of nobody's, or the cookie goes.
    assert answer.cookies[COOKIE].value != browser.session.session_key or not browser.session
    assert browser.get("/mes-services/").status_code == 302


@pytest.mark.django_db
def test_a_visitor_without_a_session_gets_none() -> None:
    assert COOKIE not in Browser().get("/faq/").cookies
