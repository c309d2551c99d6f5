"""R51: the three calls that a manager gets are each solved in four clicks at most, from home."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("start")]
MOST = 4
# The worker itself begins again with the demonstration.
MAIL_MILLISECONDS = 60_000
# What a hand does: presses of a button, and of Enter. A click that Enter itself causes has no
# detail; the count outlives the pages.
COUNT = """
const count = () => sessionStorage.setItem('acts', Number(sessionStorage.getItem('acts')) + 1);
addEventListener('click', (event) => { if (event.isTrusted && event.detail) count(); }, true);
addEventListener('keydown', (event) => { if (event.key === 'Enter') count(); }, true);
"""


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=site)
    context.set_default_timeout(15_000)
    context.add_init_script(COUNT)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def acts(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.getItem('acts'))"))


def other_phone(page: Page) -> None:
    page.get_by_role("link", name="Rechercher une dotation").click()
    page.get_by_label("Nom", exact=True).fill("LOLOU")
    page.keyboard.press("Enter")
    row = page.locator("tr[data-row]").filter(has_text="LOLOU")
    row.get_by_label("Téléphone d").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("06 76 02 89 42")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Téléphone modifié")


def wrong_address(page: Page) -> None:
    page.get_by_role("link", name="Corriger les adresses").click()
    row = page.locator("tr[data-row]").filter(has_text="FERBACH")
    row.get_by_role("button", name=re.compile("Vouliez-vous dire yopmail.example")).click()
    row.get_by_role("button", name=re.compile("Valider et envoyer")).click()
    expect(row).to_contain_text("En attente d’activation")


def nothing_received(page: Page) -> None:
    page.get_by_role("link", name="Rechercher une dotation").click()
    page.get_by_label("Nom", exact=True).fill("POUTINE")
    page.keyboard.press("Enter")
    row = page.locator("tr[data-row]").filter(has_text="POUTINE")
    row.get_by_role("button", name=re.compile("Renvoyer l’e-mail")).click()
    expect(row).to_contain_text(re.compile("E-mail (renvoyé|envoyé)"), timeout=MAIL_MILLISECONDS)


@pytest.mark.parametrize("call", [other_phone, wrong_address, nothing_received])
def test_a_call_is_solved_from_home(page: Page, call: Callable[[Page], None]) -> None:
    before = acts(page)
    assert before > 0
    call(page)
    assert acts(page) - before <= MOST
