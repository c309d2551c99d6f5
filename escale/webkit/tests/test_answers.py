"""What every answer carries, errors included."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from escale.accounts.models import User
from escale.clients.models import Member
from escale.inquiries.models import IssuerContact
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


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_healthz_asks_nothing_of_the_database(client: Browser, method: str) -> None:
    """Whatever the browser holds, and by whatever name it asks: here, no database may be asked."""
    for name in ("sessionid", "csrftoken", "messages", "language", "known-device-member", "device"):
        client.cookies[name] = "somebody-s"
    answer = getattr(client, method)("/healthz", headers={"Host": "10.0.0.7"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert client.get("/healthz").text == "ok"


def test_an_unknown_page_says_what_to_do(alice: Member, sign_in: SignIn, client: Browser) -> None:
    page = sign_in(alice).get("/introuvable/")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert "Mes commandes" in page.text
    assert "aria-current" not in page.text.split('id="menu"', 1)[1].split("</nav>", 1)[0]
    assert client.get("/introuvable/").status_code == 404


def test_visitors_find_the_way_in(client: Browser, db: None) -> None:
    page = client.get("/faq/").text
    assert '<a class="button button--quiet button--small" href="/connexion/">' in page


def test_an_outage_says_whom_to_call_without_asking_the_database(
    client: Browser, db: None, django_assert_num_queries: DjangoAssertNumQueries, rf: RequestFactory
) -> None:
    """As this process last read it."""
    IssuerContact.objects.create(pk=1, phone="+33199001234")
    client.get("/introuvable/")
    with django_assert_num_queries(0):
        assert "01 99 00 12 34" in server_error(rf.get("/")).text


def test_errors_speak_french(db: None, rf: RequestFactory) -> None:
    request = rf.get("/")
    assert "rien n’a été modifié" in bad_request(request, ValueError()).text
    assert "ne permet pas" in permission_denied(request, ValueError()).text
    assert "de notre côté" in server_error(request).text


def test_a_refusal_says_which_of_its_reasons_it_is(
    alice: Member, bea: Member, bob: Member, staff: User, sign_in: SignIn
) -> None:
    visitor = Browser()
    visitor.force_login(staff)
    visitor.post(f"/emetteur/voir/{alice.client_id}/")
    refusals = {
        sign_in(bea).post("/commander/nouvelle/"): "Votre accès permet de consulter",
        sign_in(bob).post("/mon-compte/membres/inviter/"): "Seuls les administrateurs",
        visitor.post("/commander/nouvelle/"): "en tant qu’opérateur",
        sign_in(alice).get("/emetteur/messages/"): "réservée à l’équipe de l’émetteur",
    }
    for answer, told in refusals.items():
        assert answer.status_code == 403
        assert told in answer.text
        page = answer.text
        told = page[page.index("<h1") : page.index("</main>")]
        assert "session" not in told


@pytest.mark.parametrize(
    "path", ["/mon-compte/membres/inviter/", "/commander/nouvelle/", "/e-mail/avis/"]
)
def test_the_address_of_a_form_says_so_when_it_is_opened(
    alice: Member, sign_in: SignIn, path: str
) -> None:
    answer = sign_in(alice).get(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "validant un formulaire" in answer.text
    assert 'href="/mes-services/"' in answer.text


@pytest.mark.parametrize(
    ("page", "reopened"),
    [
        ("http://testserver/faq/?q=compte&page=2", "/faq/?q=compte&amp;page=2"),
        ("http://testserver//evil.example/", "/%2Fevil.example/"),
        ("http://evil.example/faq/", "/"),
        (None, "/"),
    ],
)
def test_a_form_of_before_the_last_sign_in(db: None, page: str | None, reopened: str) -> None:
    browser = Browser(enforce_csrf_checks=True)
    answer = browser.post("/connexion/", headers={"Referer": page} if page else None)
    assert answer.status_code == 403
    assert "rien n’a été enregistré" in answer.text
    assert f'<a class="button button--primary" href="{reopened}">' in answer.text


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (OperationalError("server closed the connection"), 503, "momentanément indisponible"),
        (RuntimeError("ours"), 500, "de notre côté"),
    ],
)
def test_an_outage_is_told_from_a_mistake(
    alice: Member,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    says: str,
) -> None:
    def fail(_member: Member) -> None:
        raise error

    monkeypatch.setattr("escale.portal.home.views.attention", fail)
    browser = sign_in(alice)
    browser.raise_request_exception = False
    page = browser.get("/mes-services/")
    assert page.status_code == status
    assert says in page.text
    assert page.has_header("Retry-After") == (status == 503)


def test_the_page_of_an_outage_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    assert server_error(rf.get("/")).status_code == 500


@pytest.mark.django_db
def test_what_serves_pages_waits_thirty_seconds_for_the_database() -> None:
    """In a process of its own, as the web server loads it."""
    asked = (
        "from django.db import connection; cursor = connection.cursor(); "
        "cursor.execute('SHOW statement_timeout'); print(cursor.fetchone()[0])"
    )
    for loaded, expected in (("config.wsgi", "30s"), ("django; django.setup()", "0")):
        found = subprocess.run(
            [sys.executable, "-c", f"import {loaded}; {asked}"],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert found.stdout.strip() == expected
