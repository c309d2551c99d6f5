"""H1: headers on every answer; the ten tests of HTTP Observatory, as production answers."""

import re
from importlib import import_module

import pytest
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import Settings

from escale.dotations.models import Dotation
from tests.pages import PAGES, Access, Route
from tests.paths import ROUTES as ALL_ROUTES
from tests.paths import path_of

ROUTES = [route for route in ALL_ROUTES if PAGES[route.name] != Access.DEMO]
HALF_A_YEAR = 15_768_000
LEAST_SCORE = 115


@pytest.fixture(autouse=True)
def without_demonstration(settings: Settings) -> None:
    """It shows the beneficiary's pages in a frame of its own."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "demo" not in name]


def check(answer: HttpResponseBase) -> None:
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer.has_header("Cache-Control")
    if answer["Content-Type"].startswith("application/pdf"):
        # The browsers' own viewers style what they show (ADR 0006).
        return
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_answer_carries_them(
    mine: Dotation, alice_signed_in: Browser, route: Route, method: str
) -> None:
    path = path_of(route, mine)
    for browser in (Browser(), alice_signed_in):
        answer = getattr(browser, method)(path)
        check(answer)
        if answer.streaming:
            list(answer.streaming_content)
        if PAGES[route.name] != Access.PUBLIC:
            assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/introuvable/", "/../etc/passwd", "/%00", "/commandes/0/"])
def test_errors_carry_them(client: Browser, db: None, path: str) -> None:
    check(client.get(path))


def test_a_host_that_is_not_ours_is_refused_with_them(client: Browser, db: None) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    check(answer)


@pytest.fixture
def production(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What production says of headers and cookies."""
    monkeypatch.setenv("ESCALE_SITE_URL", "https://testserver")
    monkeypatch.setenv("ESCALE_HOSTS", "testserver")
    prod = import_module("config.settings.prod")
    for name in dir(prod):
        if re.match("SECURE_|SESSION_COOKIE|CSRF_COOKIE|CONTENT_SECURITY|X_FRAME", name):
            setattr(settings, name, getattr(prod, name))


def test_the_score_of_http_observatory(production: None, db: None) -> None:
    browser = Browser(headers={"x-forwarded-proto": "https"})
    page = browser.get(reverse("account_login"))
    assert page.status_code == 200
    points = [
        _cookies(browser),
        _cross_origin_sharing(page),
        _content_policy(page),
        _redirection(),
        _referrer(page),
        _transport(page),
        _scripts(page.text),
        _sniffing(page),
        _framing(page),
        _resource_policy(page),
    ]
    score = 100 + sum(points)
    assert score >= LEAST_SCORE


def _cookies(browser: Browser) -> int:
    assert browser.cookies
    for name, cookie in browser.cookies.items():
        assert name.startswith("__Host-")
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
    return 5


def _cross_origin_sharing(page: HttpResponseBase) -> int:
    return -50 if page.has_header("Access-Control-Allow-Origin") else 0


def _content_policy(page: HttpResponseBase) -> int:
    policy = page["Content-Security-Policy"]
    return 10 if "default-src 'none'" in policy and "unsafe" not in policy else -25


def _redirection() -> int:
    answer = Browser().get("/connexion/")
    assert answer.status_code == 301
    assert answer["Location"] == "https://testserver/connexion/"
    return 0


def _referrer(page: HttpResponseBase) -> int:
    return 5 if page["Referrer-Policy"] in ("same-origin", "no-referrer") else 0


def _transport(page: HttpResponseBase) -> int:
    """No point for preloading: that is a list which browsers keep."""
    told = re.search(r"max-age=(\d+)", page["Strict-Transport-Security"])
    return 0 if told and int(told[1]) >= HALF_A_YEAR else -20


def _scripts(page: str) -> int:
    sources = re.findall(r'<script[^>]+src="([^"]+)"', page)
    assert sources
    return 0 if all(source.startswith("/") for source in sources) else -50


def _sniffing(page: HttpResponseBase) -> int:
    return 0 if page["X-Content-Type-Options"] == "nosniff" else -5


def _framing(page: HttpResponseBase) -> int:
    return 5 if "frame-ancestors 'none'" in page["Content-Security-Policy"] else -20


def _resource_policy(page: HttpResponseBase) -> int:
    return 10 if page["Cross-Origin-Resource-Policy"] == "same-origin" else 0
