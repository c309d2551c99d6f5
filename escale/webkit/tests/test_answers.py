"""What every answer carries, errors included."""

import pytest
from django.test import Client as Browser
from django.test import RequestFactory

from escale.clients.models import Member
from escale.webkit.views import bad_request, permission_denied, server_error
from tests.personas import SignIn

STRICT = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]


@pytest.mark.parametrize("path", ["/", "/connexion/", "/faq/", "/introuvable/", "/healthz"])
def test_headers(db: None, client: Browser, path: str) -> None:
    answer = client.get(path)
    for directive in STRICT:
        assert directive in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_pages_of_a_member_are_not_kept(alice: Member, sign_in: SignIn) -> None:
    assert "no-store" in sign_in(alice).get("/commandes/")["Cache-Control"]


def test_healthz_asks_nothing_of_the_database(client: Browser) -> None:
    assert client.get("/healthz").text == "ok"


def test_an_unknown_page_says_what_to_do(alice: Member, sign_in: SignIn, client: Browser) -> None:
    page = sign_in(alice).get("/introuvable/")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert "Mes commandes" in page.text
    assert client.get("/introuvable/").status_code == 404


def test_errors_speak_french(db: None, rf: RequestFactory) -> None:
    request = rf.get("/")
    assert "rien n’a été modifié" in bad_request(request, ValueError()).text
    assert "demandez à l’administrateur" in permission_denied(request, ValueError()).text
    assert "de notre côté" in server_error(request).text
