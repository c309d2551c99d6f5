"""After a refusal one starts again where something is wrong, and the title says what happened."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import barriers
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
SAYS_SO = "Erreur\u00a0: "


def test_the_first_faulty_field_has_the_focus(page: Page) -> None:
    page.goto("/activer/")
    title = page.title()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_label("Votre adresse e-mail")).to_be_focused()
    assert page.title() == SAYS_SO + title
    assert barriers(page) == []
    page.keyboard.type("louise@yopmail.example")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code de l’e-mail")).to_be_focused()


def test_a_summary_has_it_where_no_field_is_to_blame(page: Page) -> None:
    page.goto("/application/connexion/")
    page.get_by_label("Votre adresse e-mail").fill("louise@yopmail.example")
    page.get_by_label("Mot de passe", exact=True).fill("un autre mot de passe")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith(SAYS_SO)
    assert barriers(page) == []


def test_it_is_so_in_a_frame_too(page: Page) -> None:
    page.goto("/boite-aux-lettres/application/")
    handset = page.frame_locator("iframe")
    handset.get_by_role("button", name="Se connecter").click()
    expect(handset.get_by_text("Indiquez votre adresse e-mail.")).to_be_visible()
    expect(handset.get_by_label("Votre adresse e-mail")).to_be_focused()
    assert page.frames[-1].title().startswith(SAYS_SO)


def test_members_start_again_from_what_is_wrong(page: Page) -> None:
    sign_in(page)
    page.goto("/nous-contacter/")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    assert page.title().startswith(SAYS_SO)
