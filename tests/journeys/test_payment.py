"""An order is paid by card at the test bank, and its page follows."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser


def test_refused_then_paid_by_card(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Classic").click()
    for label, text in (("Matricule", "1"), ("Nom", "LOIR"), ("Prénom", "Jean")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(re.compile("Montant")).fill("150")
    page.get_by_role("button", name="Ajouter ce bénéficiaire").click()
    page.get_by_role("link", name="Continuer vers le récapitulatif").click()
    page.get_by_label(re.compile("J’accepte")).check()
    page.get_by_role("button", name=re.compile("Commander pour")).click()
    page.get_by_role("link", name="Régler par carte bancaire").click()
    assert Axe().run(page).response["violations"] == []

    page.get_by_role("button", name=re.compile("par carte")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Banque de démonstration")
    page.get_by_role("button", name="Refuser le paiement").click()
    expect(page.get_by_text("rien n’a été débité")).to_be_visible()

    page.get_by_role("button", name=re.compile("par carte")).click()
    page.get_by_role("button", name="Payer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre règlement est reçu")
    page.get_by_role("link", name="Suivre la commande").click()
    expect(page.locator("main")).to_contain_text("En cours de traitement")
    page.goto("/boite-aux-lettres/")
    expect(page.locator("main")).to_contain_text("Règlement reçu pour votre commande")
