"""Staff record a transfer while the client looks at the order: its pages follow by themselves."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
# Lists ask every four seconds, production starts within five.
FOLLOWS_MILLISECONDS = 30_000


def test_the_client_sees_the_transfer_arrive(browser: Browser, site: str) -> None:
    theirs, console = (browser.new_context(base_url=site) for _ in range(2))
    page, staff = theirs.new_page(), console.new_page()
    sign_in(page)
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Connect").click()
    for label, text in (
        ("Matricule", "1"),
        ("Nom", "VIREMENT"),
        ("Prénom", "Jean"),
        ("Adresse Mail", "jean.virement@yopmail.example"),
        ("Téléphone", "0665915236"),
        ("Montant (€)", "150"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Ajouter ce bénéficiaire").click()
    page.get_by_role("link", name="Continuer vers le récapitulatif").click()
    page.get_by_label("Virement").check()
    page.get_by_label("J’accepte").check()
    page.get_by_role("button", name="Commander pour").click()
    page.get_by_role("link", name="Voir comment virer le montant").click()
    to_pay = theirs.new_page()
    to_pay.goto(page.url)
    reference = page.locator("#reference").inner_text()
    number = "".join(filter(str.isdigit, reference))[2:]
    page.goto(f"/commandes/{number}/")
    expect(page.locator("main")).to_contain_text("En attente de réception du règlement")

    staff.goto("/connexion/")
    staff.get_by_label("Code client").fill("staff")
    staff.get_by_label("Mot de passe").first.fill("escale-demo-2026")
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/emetteur/")
    staff.goto("/emetteur/virements/")
    staff.get_by_label("Chercher une commande").fill(reference)
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/virements/?q=*")
    staff.get_by_role("link", name="Enregistrer le règlement").click()
    staff.get_by_label("Montant reçu").fill("151,50")
    staff.get_by_label("Reçu le").fill(staff.evaluate("new Date().toLocaleDateString('sv')"))
    staff.get_by_role("button", name="Enregistrer le règlement").click()
    expect(staff.locator("main")).to_contain_text("est enregistré")

    main = page.locator("main")
    expect(main).to_contain_text("En cours de traitement", timeout=FOLLOWS_MILLISECONDS)
    expect(main).to_contain_text("PRODUCTION", timeout=FOLLOWS_MILLISECONDS)
    expect(to_pay.locator("main")).to_contain_text(
        "Il ne reste rien à payer", timeout=FOLLOWS_MILLISECONDS
    )
    expect(to_pay.locator("#annonce")).to_contain_text("page mise à jour")
    theirs.close()
    console.close()
