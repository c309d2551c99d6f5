"""« Réinitialiser », at the worst moment: mails are leaving, and two people ask for it at once."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Database, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("start")]
PATIENCE_MILLISECONDS = 60_000
MAILS = "SELECT count(*) FROM demo_caughtmail"
WHAT_IS_LEFT = f"""
    SELECT ({MAILS}), (SELECT count(*) FROM mass_sends_masssend),
           (SELECT count(*) FROM mailing_outgoingmessage WHERE state <> 'failed')
"""


def asking(browser: Browser, site: str) -> Page:
    page = browser.new_context(base_url=site).new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    page.goto("/boite-aux-lettres/reinitialiser/")
    return page


def test_while_mails_leave_and_twice_at_once(
    browser: Browser, site: str, database: Database
) -> None:
    page = browser.new_context(base_url=site).new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    sign_in(page, "1000002")
    page.goto("/envois/nouveau/")
    page.get_by_role("button", name=re.compile(r"^Envoyer \d+ e-mails")).click()
    page.wait_for_url("**/envois/*/")
    people = [asking(browser, site), asking(browser, site)]
    with database() as connection:
        connection.execute("UPDATE mass_sends_masssend SET leaves_at = now()")
        while connection.execute(MAILS).fetchone() < (5,):  # type: ignore[operator]
            page.wait_for_timeout(100)
    for person in people:
        person.get_by_role("button", name="Réinitialiser la démonstration").click()
    for person in people:
        person.wait_for_url("**/connexion/")
    # Signed out; the next person signs in, corrects, and the mail leaves.
    page.goto("/mes-services/")
    page.wait_for_url("**/connexion/**")
    with database() as connection:
        assert connection.execute(WHAT_IS_LEFT).fetchone() == (1, 0, 0)
    sign_in(page)
    page.goto("/dotations/?last_name=LOLOU")
    row = page.locator("tr[data-row]").filter(has_text="LOLOU")
    row.get_by_role("button", name=re.compile("Renvoyer l’e-mail")).click()
    expect(row).to_contain_text("E-mail envoyé", timeout=PATIENCE_MILLISECONDS)
    with database() as connection:
        theirs = f"{MAILS} WHERE recipient = 'is-lef202@yopmail.example'"
        assert connection.execute(theirs).fetchone() == (1,)
    for opened in (page, *people):
        opened.context.close()
