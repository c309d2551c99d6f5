"""« Commander » as a manager does it: a clumsy file, its corrections, the order and its number."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
# A file of a few rows, from the press of the button to its report.
CHECK_MILLISECONDS = 30_000
CLUMSY = """Nom;Prénom;Matricule;Courriel;Portable;Montant;Service
TANGUY;Hélène;001;helene.tanguy@yopmail.example;0665915236;150;Achats
MORVAN;Yves;002;yves@gmial.com;676028937;200;Ventes
CARIOU;Louise;003;helene.tanguy@yopmail.example;0622329618;150;Ventes
JAOUEN;Malo;004;malo@yopmail.example;0144556677;7;Achats
"""


def test_from_a_clumsy_file_to_the_number_of_the_order(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Connect").click()
    path = tmp_path / "bénéficiaires.csv"
    path.write_text(CLUMSY, encoding="cp1252")
    page.get_by_label("Choisissez ou déposez votre fichier").set_input_files(path)
    page.get_by_role("button", name="Vérifier ce fichier").click()
    verdicts = page.get_by_role("region", name="Résultat de la vérification")
    expect(verdicts).to_contain_text("3 refusées", timeout=CHECK_MILLISECONDS)
    assert Axe().run(page).response["violations"] == []

    row = page.locator("[data-line]").filter(has=page.locator("[value=CARIOU]"))
    expect(row).to_contain_text("Cette adresse sert à plusieurs personnes")
    email = row.get_by_label(re.compile("^Adresse Mail"))
    email.fill("louise.cariou@yopmail.example")
    email.press("Enter")
    expect(verdicts).to_contain_text("1 refusée")
    expect(row).not_to_contain_text("plusieurs personnes")

    page.get_by_role("button", name="Corriger 1 adresse douteuse").click()
    expect(page.get_by_text("1 adresse est corrigée.")).to_be_visible()

    row = page.locator("[data-line]").filter(has=page.locator("[value=JAOUEN]"))
    row.get_by_label(re.compile("^Téléphone")).fill("06 22 32 96 19")
    row.get_by_label(re.compile("^Montant")).fill("500")
    row.get_by_label(re.compile("^Nom")).focus()
    expect(page.locator("#bilan")).to_contain_text("1\u202f010,00\u00a0€")

    # Closed and opened again: nothing is lost.
    page.goto("/commander/")
    page.get_by_role("link", name=re.compile("4 bénéficiaires")).first.click()
    page.get_by_role("link", name="Continuer vers le récapitulatif").click()
    page.get_by_label(re.compile("Virement")).check()
    page.get_by_label(re.compile("J’accepte")).check()
    page.get_by_role("button", name=re.compile("Commander pour")).dblclick()
    number = page.get_by_role("heading", name=re.compile("Commande N°"))
    expect(number).to_be_visible()
    shown = re.sub(r"\D", "", number.inner_text())
    page.goto("/commandes/")
    expect(page.locator("#en-attente")).to_contain_text(f"{int(shown):,}".replace(",", "\u00a0"))
    expect(page.locator("#en-attente")).to_contain_text("En attente de réception du règlement")


def test_typed_by_keyboard_only(page: Page) -> None:
    sign_in(page)
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Classic").click()
    page.get_by_label("Matricule").focus()
    for number, last in enumerate(["LOIR", "LOLOU"], start=1):
        for text in (f"{number:03}", last, "Jean", "150"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-line]")).to_have_count(number)
        if number == 1:
            page.locator("#nouvelle input").first.focus()
    expect(page.locator("#nouvelle input").first).to_be_focused()
    expect(page.locator("#bilan")).to_contain_text("303,00\u00a0€")
    line = page.locator("[data-line]").first
    line.get_by_role("button", name="Retirer Jean LOIR").click()
    expect(page.locator("[data-line]")).to_have_count(1)
    expect(page.locator("#bilan")).to_contain_text("151,50\u00a0€")
