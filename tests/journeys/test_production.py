"""Minute 1 of the tour: orders of the guide go on by themselves, on a page left open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
# Twenty seconds after the first sign-in, ten of integration, then the mail itself.
PRODUCTION_MILLISECONDS = 90_000


def test_dotations_reach_their_beneficiaries_untouched(page: Page) -> None:
    sign_in(page)
    page.goto("/commandes/2800886/dotations/")
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(10)
    waiting = rows.filter(has_text="En attente d’activation")
    expect(waiting).to_have_count(10, timeout=PRODUCTION_MILLISECONDS)
    # Not in the mailbox, which another journey empties.
    rows.first.get_by_role("link").click()
    expect(page.locator(".timeline")).to_contain_text("E-mail d’activation envoyé")
    expect(page.locator(".timeline")).to_contain_text("Remis au serveur du destinataire")


def test_a_mistyped_address_is_found_out(page: Page) -> None:
    sign_in(page)
    page.goto("/commandes/2800875/dotations/")
    christine = page.locator("tr[data-row]").filter(has_text="christine")
    expect(christine).to_contain_text("Erreur e-mail", timeout=PRODUCTION_MILLISECONDS)
    expect(christine).to_contain_text("Domaine inconnu")
    expect(christine.get_by_role("button", name=re.compile("Vouliez-vous dire"))).to_be_visible()
