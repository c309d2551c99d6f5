"""English chosen at the door: the portal speaks it until French is chosen again."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def choose(page: Page, language: str) -> None:
    page.get_by_role("contentinfo").get_by_role("button", name=language).click()


def test_a_row_corrected_in_english(page: Page) -> None:
    page.goto("/connexion/")
    choose(page, "English")
    page.get_by_label("Client code").fill("1000001")
    page.get_by_label("Password", exact=True).fill("escale-demo-2026")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    page.goto("/dotations/?last_name=POUTINE")
    row = page.locator("tr[data-row]").first
    row.get_by_label(re.compile("^Phone of")).fill("06 09 67")
    row.get_by_role("button", name=re.compile("^Confirm and send")).click()
    refusal = "The number has 6 digits, it needs 10"
    expect(row).to_contain_text(refusal)
    expect(page.locator("#annonce")).to_contain_text(refusal)
    row.get_by_role("button", name=re.compile("^Cancel the change")).click()
    choose(page, "Français")
    expect(page).to_have_url(re.compile(r"/dotations/\?last_name=POUTINE$"))
    expect(page.get_by_role("button", name="Rechercher")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
