"""Journeys: Debian's Chromium on the whole demonstration, started as a newcomer starts it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.rig.templates import copy_of, demonstration_template

ROOT = Path(__file__).parents[2]
WHOLE_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The same engine without windows, for a third of the processor's time.
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE_CHROMIUM
# This machine may be offline: the browser must not look for its maker's servers.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Of every expectation: how fast a page follows is measured elsewhere, on a machine that is free.
expect.set_options(timeout=30_000)
# Each process of a parallel run has a demonstration of its own.
DATABASE = f"escale_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with demonstration(DATABASE) as address:
        yield address


@contextmanager
def demonstration(database: str, variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a demonstration of its own: database, web, worker, mail catcher."""
    database_url = copy_of(demonstration_template(), database)
    port = _unused_port()
    # By name: passkeys belong to a domain.
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "ESCALE_SITE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        **(variables or {}),
    }
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_it_is_ready(address, demo)
        yield address
    finally:
        demo.terminate()
        demo.communicate(timeout=30)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    yield from _chromium(playwright, CHROMIUM)


@pytest.fixture
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """For what an engine alone does not do: installing an application."""
    yield from _chromium(playwright, WHOLE_CHROMIUM)


def _chromium(playwright: Playwright, path: str | None) -> Iterator[Browser]:
    if path is None:
        pytest.skip("no Chromium: apt install chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield chromium
    chromium.close()


# Demonstrations that a tour left in a state that no other journey expects.
_toured: set[str] = set()


@pytest.fixture
def start(browser: Browser, site: str) -> None:
    """The demonstration as a newcomer finds it, for a journey that changes it for good."""
    restore_start(browser, site)
    _toured.add(site)


@pytest.fixture(autouse=True)
def _as_others_expect(request: pytest.FixtureRequest) -> None:
    """Only asked of a demonstration that is there, after a tour and before anything else."""
    if _toured and "start" not in request.fixturenames:
        restore_start(request.getfixturevalue("browser"), _toured.pop())


@pytest.fixture(params=[(1440, 1000), (390, 844)], ids=["desktop", "phone"])
def context(
    request: pytest.FixtureRequest, browser: Browser, site: str
) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which any error in the console, a blocked style or script too, fails the test."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


Database = Callable[[], psycopg.Connection]


@pytest.fixture
def database() -> Database:
    """To the demonstration's own tables, for what a test cannot wait for."""

    def connect() -> psycopg.Connection:
        server = urlsplit(os.environ["DATABASE_URL"])
        return psycopg.connect(server._replace(path=f"/{DATABASE}").geturl(), autocommit=True)

    return connect


@pytest.fixture
def colleague(browser: Browser, site: str) -> Iterator[Page]:
    """Signed in for the same client, elsewhere."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in_by_the_form(page)
    yield page
    context.close()


# Cookies of who signed in before, by code: the form takes three pages and a slow hash.
_sessions: dict[str, Any] = {}


def sign_in(page: Page, code: str = "1000001") -> None:
    """At home; by the form the first time, and where that session is over."""
    if code in _sessions:
        page.context.add_cookies(_sessions[code])
        page.goto("/mes-services/")
        if urlsplit(page.url).path == "/mes-services/":
            return
    sign_in_by_the_form(page, code)
    _sessions[code] = page.context.cookies()


def sign_in_by_the_form(page: Page, code: str = "1000001") -> None:
    """With a session of its own."""
    page.goto("/connexion/")
    page.get_by_label("Code client").fill(code)
    page.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/mes-services/")


def restore_start(browser: Browser, site: str) -> None:
    """« Réinitialiser », as a visitor does it."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/boite-aux-lettres/reinitialiser/")
    page.get_by_role("button", name="Réinitialiser la démonstration").click()
    page.wait_for_url("**/connexion/")
    expect(page.get_by_text("revenue à son point de départ")).to_be_visible()
    context.close()


def _unused_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port


def _wait_until_it_is_ready(address: str, demo: subprocess.Popen[str]) -> None:
    """What it prints, up to the line that says where it is."""
    assert demo.stdout is not None
    said = []
    for line in demo.stdout:
        said.append(line)
        if address in line:
            return
    pytest.fail(f"the demonstration did not start: {''.join(said)[-2000:]}")
