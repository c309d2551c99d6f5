"""Search, edit, validate, hear the result: without a mouse, and then without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
CLIENT = "1000002"
# From the press of the key to the mail in the box.
MAIL_MILLISECONDS = 30_000
FOCUSED = "document.activeElement"
# Tab stops between the top of a page and anything on it, at the very most.
MANY = 60


def focused(page: Page, expression: str = "id") -> str:
    return str(page.evaluate(f"{FOCUSED}.{expression}"))


def tab_to(page: Page, selector: str) -> None:
    """Tab until something that matches has the focus, as somebody without a mouse does."""
    for _ in range(MANY):
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {selector} by Tab")


def test_the_first_stop_leads_to_the_content(page: Page) -> None:
    sign_in(page)
    page.goto("/commandes/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Aller au contenu")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('main') !== null")


def test_search_edit_validate_and_hear_by_keyboard(page: Page) -> None:
    sign_in(page, CLIENT)
    page.goto("/dotations/")
    tab_to(page, "#last_name")
    page.keyboard.type("tanguy")
    page.keyboard.press("Enter")
    page.wait_for_url("**last_name=tanguy**")
    # Rows that nothing can be done on are passed by the arrows as well.
    tab_to(page, "tr[data-row] *")
    for _ in range(MANY):
        if page.evaluate(f"{FOCUSED}.matches('.cell--mail')"):
            break
        page.keyboard.press("F2")
        if not page.evaluate(f"{FOCUSED}.matches('.cell--mail')"):
            page.keyboard.press("ArrowDown")
    field = focused(page)
    before = focused(page, "value")
    row = page.locator("tr[data-row]", has=page.locator(f"#{field}"))
    name = re.sub("^Adresse Mail (de |d’)", "", focused(page, "ariaLabel"))
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    page.keyboard.type("rien de bon")
    page.keyboard.press("Escape")
    assert (focused(page), focused(page, "value")) == (field, before)
    page.keyboard.press("Control+a")
    page.keyboard.type("sans arobase")
    page.keyboard.press("Enter")
    expect(row.locator("[aria-invalid]")).to_be_focused()
    expect(page.locator("#annonce")).to_contain_text(f"{name} : Il manque le «")
    page.keyboard.press("Control+a")
    page.keyboard.type(f"clavier.{field}@yopmail.example")
    page.keyboard.press("Enter")
    expect(page.locator("#annonce")).to_contain_text(f"{name} : En attente d’activation")
    expect(row).to_contain_text("E-mail envoyé à", timeout=MAIL_MILLISECONDS)
    assert focused(page) == field

    tab_to(page, "[id^=undo-]")
    assert (
        before
        in page.locator(f"#{page.locator(':focus').get_attribute('aria-describedby')}").inner_text()
    )
    page.keyboard.press("Enter")
    expect(row.get_by_label(re.compile("Adresse Mail"))).to_have_value(before)
    expect(page.locator("#annonce")).to_contain_text(name)
    expect(row.locator(":focus")).to_have_count(1)


def test_shortcuts_are_told_in_a_dialog_that_gives_the_focus_back(page: Page) -> None:
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    link = page.get_by_role("link", name="Raccourcis clavier")
    if page.evaluate("matchMedia('(hover: none)').matches"):
        expect(link).to_be_hidden()
        return
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(dialog).to_contain_text("ligne précédente, ligne suivante")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


@pytest.fixture
def lossy(context: BrowserContext) -> Page:
    """Its console may tell of requests that failed: they are made to."""
    return context.new_page()


def test_a_network_that_fails_is_said_and_nothing_typed_is_lost(lossy: Page) -> None:
    sign_in(lossy)
    lossy.goto("/commandes/2848729/dotations/")
    row = lossy.locator("tr[data-row]").first
    field = row.get_by_label(re.compile("Téléphone d"))
    field.fill("06 76 02 89 38")
    lossy.route("**/corriger/", lambda route: route.abort())
    square = row.locator("[data-square]")
    field.press("Enter")
    expect(lossy.get_by_role("alert")).to_contain_text("Le réseau ne répond pas")
    expect(lossy.get_by_role("alert")).to_be_in_viewport()
    expect(field).to_have_value("06 76 02 89 38")
    expect(field).to_be_focused()
    expect(square).not_to_have_attribute("aria-busy", "true")
    expect(square).to_have_accessible_name(re.compile("^Valider et envoyer"))
    field.press("Escape")


def test_the_square_answers_before_the_server(lossy: Page) -> None:
    sign_in(lossy)
    lossy.goto("/commandes/2848729/dotations/")
    row = lossy.locator("tr[data-row]").first
    square = row.locator("[data-square]")
    asked: list[Route] = []
    lossy.route("**/corriger/", lambda route: asked.append(route))
    square.focus()
    lossy.keyboard.press("Enter")
    expect(square).to_have_accessible_name(re.compile("^Envoi…\\s:"))
    expect(square).to_have_attribute("aria-busy", "true")
    expect(square).to_be_focused()
    lossy.keyboard.press("Enter")
    lossy.wait_for_timeout(100)
    assert len(asked) == 1
    asked[0].abort()
    expect(square).to_have_accessible_name(re.compile("^Renvoyer"))


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """Scripts do not run."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_search_edit_validate_and_undo_without_scripts(plain: Page) -> None:
    sign_in(plain, CLIENT)
    plain.goto("/dotations/")
    plain.get_by_label("Nom", exact=True).fill("weber")
    plain.get_by_role("button", name="Rechercher").click()
    row = plain.locator("tr[data-row]", has=plain.locator("input.cell--mail")).first
    field = row.get_by_label(re.compile("Adresse Mail d"))
    before = field.input_value()
    field.fill("weber.yopmail.example")
    row.locator("[data-square]").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(
        "Cette ligne demande votre attention"
    )
    expect(plain.locator("main")).to_contain_text("Il manque le «")
    field = plain.get_by_label(re.compile("Adresse Mail d"))
    expect(field).to_have_value("weber.yopmail.example")
    field.fill("weber.sans.script@yopmail.example")
    plain.locator("[data-square]").click()
    told = plain.get_by_role("status").filter(has_text="l’e-mail d’activation part à weber.sans")
    told.get_by_role("link", name="Annuler").click()
    expect(plain.locator("main")).to_contain_text(f"l’ancienne adresse, {before}, recevra")
    plain.get_by_role("button", name="Remettre les anciennes coordonnées").click()
    expect(plain.get_by_label("Adresse Mail")).to_have_value(before)
    plain.goto("/commandes/")
    plain.get_by_role("link", name="Informations pratiques").click()
    expect(plain.get_by_role("heading", name="Raccourcis clavier")).to_be_visible()
