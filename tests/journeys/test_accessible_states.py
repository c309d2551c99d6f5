"""What pages become while they are used: open, refused, being typed in, asked for too often."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Locator, Page, Route, expect

from escale.inquiries.models import IssuerContact
from escale.webkit import issuer
from tests.journeys.axe import barriers_everywhere
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
CLUMSY = """Nom;Prénom;Matricule;Courriel;Portable;Montant
TANGUY;Hélène;001;helene.tanguy@yopmail.example;0665915236;150
MORVAN;Yves;002;yves@gmial.com;676028937;200
JAOUEN;Malo;004;malo@yopmail.example;0144556677;7
"""
REFUSED_ROWS = """Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant
11843705;5;POUTINE;isabelle;isabelle@yotmail.com;0609679607;150
11843706;6;FERBACH;louise;louise;0609679607;150
"""
ERRORS = ["400", "403", "405", "413", "429", "500", "503"]


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, reduced_motion="reduce", viewport={"width": 1440, "height": 1000}
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def row_of(page: Page, name: str) -> Locator:
    return page.locator("tr[data-row]").filter(has_text=name)


def test_a_row_refused_doubted_and_done(page: Page) -> None:
    sign_in(page, "1000002")
    page.goto("/commandes/2849950/dotations/?statut=awaiting_activation&q=urvoy")
    row = page.locator("tr[data-row]").filter(has=page.locator("input.cell--mail")).first
    email, phone = row.get_by_label("Adresse Mail d"), row.get_by_label("Téléphone d")
    email.fill("urvoy@yottmail.example")
    phone.fill("01 44 55 66")
    phone.press("Enter")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(row.get_by_role("button", name=re.compile("Vouliez-vous dire"))).to_be_visible()
    assert barriers_everywhere(page) == []
    email.fill("urvoy.accessible@yopmail.example")
    phone.fill("06 76 02 89 37")
    phone.press("Enter")
    expect(row.get_by_role("button", name=re.compile("^Annuler.: remettre"))).to_be_visible()
    assert barriers_everywhere(page) == []
    page.get_by_role("link", name="Raccourcis clavier").click()
    assert barriers_everywhere(page) == []


def test_menus_and_dialogs_open(page: Page) -> None:
    sign_in(page)
    page.goto("/dotations/?last_name=DIDEROT")
    row_of(page, "DIDEROT").get_by_role("button", name=re.compile("finir l’activation")).click()
    expect(page.get_by_text("Rappelez-lui de")).to_be_visible()
    page.locator("[data-menu] > summary").click()
    assert barriers_everywhere(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Envoi en masse").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert barriers_everywhere(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Mon compte")).to_be_visible()
    assert barriers_everywhere(page) == []


def test_files_with_refused_lines(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    page.goto("/commandes/2800901/dotations/importer/")
    path = tmp_path / "corrections.csv"
    path.write_text(REFUSED_ROWS, encoding="utf-8")
    page.get_by_label("Choisissez ou déposez votre fichier").set_input_files(path)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="Aperçu de l’import")).to_be_visible()
    expect(page.get_by_role("region", name="Totaux")).to_be_visible()
    assert barriers_everywhere(page) == []
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Connect").click()
    expect(page.get_by_role("heading", name="Importer un fichier")).to_be_visible()
    assert barriers_everywhere(page) == []
    path = tmp_path / "beneficiaires.csv"
    path.write_text(CLUMSY, encoding="utf-8")
    page.get_by_label("Choisissez ou déposez votre fichier").set_input_files(path)
    page.get_by_role("button", name="Vérifier ce fichier").click()
    expect(page.get_by_role("region", name="Résultat de la vérification")).to_be_visible()
    page.get_by_text("Supprimer ce brouillon").click()
    assert barriers_everywhere(page) == []


def test_forms_sent_empty_or_wrong(page: Page) -> None:
    found: list[str] = []
    page.goto("/connexion/")
    page.get_by_label("Code client").fill("1000009")
    page.get_by_label("Mot de passe", exact=True).fill("pas celui-là")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += barriers_everywhere(page)
    for path, button in [
        ("/mot-de-passe-oublie/", "Recevoir"),
        ("/activer/", "Continuer"),
        ("/activer/nouveau-lien/", "Recevoir"),
        ("/application/connexion/", "Se connecter"),
        ("/nous-contacter/", "Envoyer"),
    ]:
        page.goto(path)
        page.locator("main form").last.evaluate("(form) => (form.noValidate = true)")
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=re.compile(button)).last.click()
        found += barriers_everywhere(page)
    sign_in(page)
    page.goto("/nous-contacter/")
    page.locator("main form").evaluate("(form) => (form.noValidate = true)")
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer", exact=True).click()
    found += barriers_everywhere(page)
    assert found == []


def test_a_second_factor_to_set_up(page: Page) -> None:
    sign_in(page)
    page.goto("/mon-compte/securite/totp/activate/")
    page.get_by_label("Mot de passe").fill("escale-demo-2026")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.locator(".qr")).to_be_visible()
    found = barriers_everywhere(page)
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("textbox", name="Code").press("Enter")
    expect(page.get_by_text(re.compile("Ce code n’est pas le bon"))).to_be_visible()
    expect(page.get_by_role("textbox", name="Code")).to_be_focused()
    found += barriers_everywhere(page)
    page.goto("/mon-compte/securite/webauthn/add/")
    found += barriers_everywhere(page)
    assert found == []


@pytest.fixture
def error_pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Drawn here, without a database, as the server draws them: no visitor can make it fail."""
    contact = IssuerContact(
        phone="+33199001234", opening_hours="du lundi au vendredi, de 9 h à 18 h"
    )
    monkeypatch.setattr(issuer, "issuer_contact", lambda: contact)
    return {code: render_to_string(f"webkit/errors/{code}.html") for code in ERRORS}


def shown(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html")


def test_pages_of_errors(error_pages: dict[str, str], page: Page) -> None:
    found: list[str] = []
    for code, body in error_pages.items():
        answer = partial(shown, body)
        page.route(f"**/erreur-{code}/", answer)
        page.goto(f"/erreur-{code}/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += barriers_everywhere(page)
    assert found == []
