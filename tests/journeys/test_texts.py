"""SMS in the demonstration: they arrive by themselves among the mails, and open as on a phone."""

import os
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DATABASE

pytestmark = pytest.mark.browser
# Any text of the portal: what it says does not count here.
QUEUE = """
INSERT INTO sms_outgoingtext (template, phone, context, code_payload, about, payer, state,
    expires_at, reference, segments, cause, diagnostic)
VALUES ('dotations/emails/address_replaced/subject', %s, '{}', '', 'journey', '', 'queued',
    now() + interval '10 minutes', '', 0, '', '')
"""


def queue(*phones: str) -> None:
    """As an action would; the worker's sweep finds them."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(server._replace(path=f"/{DATABASE}").geturl()) as connection:
        for phone in phones:
            connection.execute(QUEUE, [phone])


def test_texts_arrive_by_themselves_and_open_as_on_a_phone(page: Page) -> None:
    page.goto("/boite-aux-lettres/")
    queue("+33676028937", "+33676028999")
    rows = page.get_by_role("row").filter(has_text="SMS")
    expect(rows.filter(has_text="06 76 02 89 37")).to_contain_text("remis", timeout=30_000)
    expect(rows.filter(has_text="06 76 02 89 99")).to_contain_text(
        "Numéro inconnu ou non attribué", timeout=30_000
    )
    page.get_by_role("searchbox").fill("0676028937")
    expect(rows.filter(has_text="06 76 02 89 99")).to_have_count(0)
    checked(page)
    rows.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SMS au 06 76 02 89 37")
    checked(page)
    page.goto("/boite-aux-lettres/")
    page.get_by_role("button", name="Tout supprimer").click()
    page.get_by_role("button", name="Supprimer tous les messages").click()
    expect(rows).to_have_count(0)


def checked(page: Page) -> None:
    assert Axe().run(page).response["violations"] == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("innerWidth")
