"""A session that ends is told before, and takes nothing away that was typed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import sign_in_by_the_form

pytestmark = pytest.mark.browser
PATH = "/commandes/2848729/dotations/"


@pytest.fixture
def alone(browser: Browser, site: str) -> Page:
    """With a session of its own, which is ended."""
    page = browser.new_context(base_url=site, locale="fr-FR").new_page()
    sign_in_by_the_form(page)
    return page


def test_two_minutes_before_it_is_told_and_may_stay(alone: Page) -> None:
    answers = iter([{"seconds": 90}, {"seconds": 1_800}])
    alone.route("**/mon-compte/session/", lambda route: route.fulfill(json=next(answers)))
    alone.clock.install()
    alone.goto(PATH)
    alone.clock.fast_forward((28 * 60 + 30) * 1_000)
    notice = alone.locator("#fin-de-session")
    expect(notice).to_contain_text("Votre session se termine dans deux minutes")
    notice.get_by_role("button", name="Rester connecté").click()
    expect(notice).to_be_empty()


def test_what_was_typed_is_there_after_signing_in_again(alone: Page) -> None:
    alone.goto(PATH)
    typed_in = alone.get_by_label(re.compile("^Téléphone d"))
    row = alone.locator("tr[data-row]").filter(has=typed_in).last
    field = row.get_by_label(re.compile("^Téléphone d"))
    stored = field.input_value()
    field.fill("06 00 00 00 77")
    alone.context.clear_cookies()
    row.get_by_role("button", name=re.compile("Valider")).click()
    alone.wait_for_url("**/connexion/**")
    alone.get_by_label("Code client").fill("1000001")
    alone.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
    alone.get_by_role("button", name="Se connecter").click()
    alone.wait_for_url(f"**{PATH}")
    expect(field).to_have_value("06 00 00 00 77")
    expect(row).to_have_class(re.compile("is-editing"))
    expect(alone.locator("#annonce")).to_contain_text("Ce que vous aviez tapé est revenu")
    field.press("Escape")
    expect(field).to_have_value(stored)
    alone.reload()
    expect(field).to_have_value(stored)


def test_a_page_whose_session_is_over_leads_to_the_sign_in_page(alone: Page) -> None:
    alone.clock.install()
    # Nothing there is live, and would find out by itself.
    alone.goto("/mon-compte/organisation/")
    alone.context.clear_cookies()
    alone.clock.fast_forward((28 * 60 + 30) * 1_000)
    alone.wait_for_url("**/connexion/**")


def test_an_outage_takes_nothing_away(alone: Page) -> None:
    """The page asks again; what is typed stays."""
    alone.clock.install()
    alone.goto(PATH)
    alone.route("**/mon-compte/session/", lambda route: route.fulfill(status=503))
    field = alone.get_by_label(re.compile("^Téléphone d")).last
    field.fill("06 00 00 00 78")
    with alone.expect_response("**/mon-compte/session/"):
        alone.clock.fast_forward((28 * 60 + 30) * 1_000)
    with alone.expect_response("**/mon-compte/session/"):
        alone.clock.fast_forward(11_000)
    expect(field).to_have_value("06 00 00 00 78")
