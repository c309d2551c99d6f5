"""Finding an answer while typing; writing to the issuer without an account."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_answers_follow_what_is_typed(page: Page) -> None:
    page.goto("/faq/")
    search = page.get_by_role("searchbox")
    search.fill("virement")
    answer = page.locator("details[open]")
    expect(answer).to_contain_text("recopiez la référence")
    expect(page.locator("#annonce")).to_contain_text("Comment payer ma commande")
    expect(page).to_have_url(re.compile(r"/faq/\?q=virement$"))
    expect(search).to_be_focused()
    search.fill("zzzz")
    expect(page.locator("#annonce")).to_contain_text("Aucune réponse")
    page.get_by_role("link", name="rien reçu").click()
    expect(page.locator("details[open] summary")).to_contain_text("n’a rien reçu")


def test_the_address_of_an_answer_opens_it(page: Page) -> None:
    page.goto("/faq/#facture")
    expect(page.locator("#facture")).to_be_visible()
    expect(page.locator("#facture")).to_be_in_viewport()


def test_without_scripts_it_finds_too(page: Page) -> None:
    browser = page.context.browser
    assert isinstance(browser, Browser)
    plain = browser.new_context(java_script_enabled=False, base_url=page.url or None)
    reader = plain.new_page()
    page.goto("/faq/")
    reader.goto(page.url)
    reader.get_by_role("searchbox").fill("inviter")
    reader.get_by_role("button", name="Chercher").click()
    expect(reader.locator("details[open]")).to_contain_text("Inviter quelqu’un")
    plain.close()


def test_somebody_locked_out_writes_to_the_issuer(page: Page) -> None:
    page.goto("/mot-de-passe-oublie/")
    page.locator("main").get_by_role("link", name="Nous contacter").click()
    page.get_by_label("Votre nom").fill("Nora Quidelleur")
    page.get_by_label("Adresse de réponse").fill("nora@yopmail.example")
    page.get_by_label("Votre message").fill("Mon code ne marche plus.")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre message est envoyé")
    expect(page.get_by_role("main")).to_contain_text("Elle répond à nora")
