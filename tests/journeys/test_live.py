"""A page left open shows what happens elsewhere, and takes nothing away from who is using it."""

import re
import time
from statistics import median
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import Database, sign_in

pytestmark = pytest.mark.browser
# A busy machine is late to send a mail, and to take note.
LIVE_MILLISECONDS = 30_000
PROMISED = 2.0
# The demonstration moves the orders of the other one by itself.
QUIET_CLIENT = "1000002"


def place_order(page: Page) -> str:
    """The number of a new order, waiting for its transfer."""
    page.goto("/commander/")
    page.get_by_role("button", name="Commander Chèque-Vacances Classic").click()
    page.get_by_label("Matricule").focus()
    for text in ("001", "LOIR", "Jean", "150"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-line]")).to_have_count(1)
    page.get_by_role("link", name="Continuer vers le récapitulatif").click()
    page.get_by_label(re.compile("Virement")).check()
    page.get_by_label(re.compile("J’accepte")).check()
    page.get_by_role("button", name=re.compile("Commander pour")).click()
    return re.sub(r"\D", "", page.get_by_role("heading", name=re.compile("N°")).inner_text())


def test_an_order_placed_elsewhere_joins_the_lists(page: Page, colleague: Page) -> None:
    sign_in(page)
    page.goto("/commandes/")
    opening = page.locator("#ouvre-2800875")
    opening.click()
    detail = page.locator("#detail-2800875")
    expect(detail).to_contain_text("4\u202f040,00\u00a0€")
    search = page.get_by_label("Numéro ou référence")
    search.press_sequentially("28")
    number = place_order(colleague)
    row = page.locator(f"#en-attente #commande-{number}")
    expect(row).to_contain_text("Classic", timeout=LIVE_MILLISECONDS)
    expect(page.locator("#annonce")).to_contain_text("En attente de réception du règlement")
    expect(detail).to_be_visible()
    expect(opening).to_have_attribute("aria-expanded", "true")
    expect(search).to_have_value("28")
    expect(search).to_be_focused()
    row.get_by_role("link").first.click()
    expect(page.locator(f"#detail-{number}")).to_contain_text("Chéquier")


def test_a_row_being_typed_in_stays_while_others_change(page: Page, colleague: Page) -> None:
    sign_in(page)
    path = "/commandes/2848729/dotations/"
    page.goto(path)
    rows = page.locator("tr[data-row]")
    field = rows.first.get_by_label(re.compile("Téléphone d"))
    field.fill("06 76")
    colleague.goto(path)
    theirs = colleague.locator("tr[data-row]")
    theirs.nth(1).get_by_role("button", name=re.compile("Renvoyer")).click()
    expect(rows.nth(1)).to_contain_text("E-mail envoyé à", timeout=LIVE_MILLISECONDS)
    expect(field).to_have_value("06 76")
    expect(field).to_be_focused()
    expect(rows.first).to_have_class(re.compile("is-editing"))
    theirs.first.get_by_role("button", name=re.compile("Renvoyer")).click()
    expect(theirs.first).to_contain_text("E-mail envoyé à", timeout=LIVE_MILLISECONDS)
    # Its own row changed meanwhile: drawn again once the person is through with it.
    expect(field).to_have_value("06 76")
    field.press("Escape")
    expect(rows.first).to_contain_text("E-mail envoyé à", timeout=LIVE_MILLISECONDS)
    expect(field).to_be_focused()


def test_a_change_shows_within_two_seconds(page: Page, database: Database) -> None:
    """Of many, so that one moment of a busy machine does not count."""
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    page.wait_for_timeout(3_000)
    phone = page.locator("tr[data-row]").first.get_by_label(re.compile("Téléphone d"))
    matricule = page.locator("tr[data-row] [data-label=Matricule]").first.inner_text()
    former = phone.input_value()
    given = "UPDATE dotations_dotation SET phone = %s WHERE order_id = 2848729 AND matricule = %s"
    numbers = [f"06 00 00 00 {number:02d}" for number in range(11)]
    waited: list[float] = []
    for number in [*numbers, former]:
        # At any moment of its pace.
        page.wait_for_timeout(len(waited) * 130)
        began = time.monotonic()
        with database() as cursor:
            stored = "+33" + number.replace(" ", "")[1:]
            assert cursor.execute(given, [stored, matricule]).rowcount == 1
        expect(phone).to_have_value(number, timeout=LIVE_MILLISECONDS)
        waited.append(time.monotonic() - began)
    assert median(waited) <= PROMISED


def test_looking_costs_no_session(page: Page) -> None:
    sign_in(page, QUIET_CLIENT)
    page.goto("/mes-services/")
    page.wait_for_timeout(3_000)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.wait_for_timeout(5_000)
    assert {urlsplit(request.url).path.split("/")[1] for request in asked} == {"fraicheur"}
    assert len(asked) >= 2
    assert not any("cookie" in request.all_headers() for request in asked)


def test_nothing_is_asked_while_the_page_is_hidden(page: Page) -> None:
    sign_in(page)
    page.goto("/mes-services/")
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(5_000)
    assert asked == []
