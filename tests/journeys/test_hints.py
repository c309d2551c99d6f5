"""« Vouliez-vous dire … ? » by the keyboard alone: dismissed in a draft, then proposed again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import barriers
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
TYPED = {
    "Matricule": "001",
    "Nom": "LOIR",
    "Prénom": "Jean",
    "Adresse Mail": "jean.loir@wanado.fr",
    "Téléphone": "06 76 02 89 37",
    "Montant (€)": "150",
}


def test_dismissed_then_proposed_again(page: Page) -> None:
    sign_in(page)
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Connect").click()
    new = page.locator("#nouvelle")
    for label, value in TYPED.items():
        new.get_by_label(label, exact=True).fill(value)
    page.keyboard.press("Enter")
    hint = page.get_by_text("Vouliez-vous dire jean.loir@wanadoo.fr")
    expect(hint).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("button", name="Ne plus proposer").press("Enter")
    expect(hint).to_be_hidden()
    expect(page.get_by_label("Adresse Mail, Jean LOIR")).to_be_focused()
    expect(page.locator("#annonce")).to_have_text(re.compile("ne sera plus proposée"))

    page.goto("/mon-compte/suggestions/")
    again = page.get_by_role("button", name="Proposer à nouveau wanadoo.fr pour wanado.fr")
    assert barriers(page) == []
    again.press("Enter")
    expect(again).to_be_hidden()
    expect(page.get_by_text("wanadoo.fr sera à nouveau proposé")).to_be_visible()
