"""Telling that the page was shown: by its script, or by its form; never by fetching the link."""

import pytest
from django.test import Client as Browser

from escale.activation.tests.links import path_of
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory

PATH = "/activer/ouvert/"


@pytest.fixture
def row(db: None) -> Dotation:
    return DotationFactory.create()


@pytest.fixture
def arrived(row: Dotation) -> Browser:
    """Somebody who followed the link, in a browser that checks as a real server does."""
    browser = Browser(enforce_csrf_checks=True)
    assert browser.get(path_of(row), follow=True).status_code == 200
    return browser


def told(browser: Browser, path: str = PATH, **fields: str) -> int:
    token = browser.cookies["csrftoken"].value
    return browser.post(path, {"csrfmiddlewaretoken": token} | fields).status_code


def opened() -> bool:
    return Dotation.objects.get().opened_at is not None


def test_a_scanner_that_fetches_everything_opens_nothing(arrived: Browser, row: Dotation) -> None:
    for path in (path_of(row), "/activer/compte/", PATH):
        arrived.get(path, follow=True)
        arrived.head(path, follow=True)
    assert arrived.get(PATH).status_code == 405
    assert not opened()


def test_the_page_tells_by_its_script_until_it_was_told(arrived: Browser) -> None:
    page = arrived.get("/activer/compte/").text
    assert f'data-opened="{PATH}"' in page
    assert "beneficiary/opened" in page
    assert told(arrived) == told(arrived) == 204
    assert opened()
    assert "beneficiary/opened" not in arrived.get("/activer/compte/").text


def test_without_scripts_the_form_tells(arrived: Browser) -> None:
    """Even one that is not filled in yet."""
    assert told(arrived, "/activer/compte/", email="") == 200
    assert opened()


def test_another_site_cannot_tell(arrived: Browser) -> None:
    assert arrived.post(PATH).status_code == 403
    assert not opened()


def test_whoever_has_no_link_learns_nothing(row: Dotation, client: Browser) -> None:
    assert client.post(PATH).status_code == 204
    client.cookies["activation"] = "x"
    assert client.post(PATH).status_code == 204
    assert not opened()
