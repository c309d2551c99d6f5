"""Minutes 8 to 9 of the tour: a send that is taken back, then one that leaves."""

import re
from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import barriers
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
CLIENT = "1000002"
AN_HOUR_LATER = "UPDATE mailing_outgoingmessage SET created_at = created_at - interval '1 hour'"


def prepare(page: Page, last_name: str) -> int:
    """The dialog over a search, and how many e-mails it announces."""
    page.goto(f"/dotations/?last_name={last_name}")
    page.get_by_role("button", name="Envoi en masse").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("La recherche en cours").check()
    button = dialog.get_by_role("button", name=re.compile(r"^Envoyer \d+ e-mail"))
    expect(dialog.get_by_label("La recherche en cours")).to_be_checked()
    # Fewer than all: the sheet was counted again.
    expect(button).to_have_text(re.compile(r"Envoyer \d{1,2} e-mail"))
    assert barriers(page) == []
    found = re.search(r"\d+", button.inner_text())
    assert found is not None
    button.click()
    page.wait_for_url("**/envois/*/")
    return int(found[0])


def test_taken_back_in_its_minute_then_sent(
    page: Page, database: Callable[[], psycopg.Connection]
) -> None:
    with database() as connection:
        connection.execute(AN_HOUR_LATER)
    sign_in(page, CLIENT)
    number = prepare(page, "ABGRALL")
    expect(page.get_by_text(re.compile(r"partir(a|ont) dans \d+ s"))).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Annuler l’envoi").click()
    expect(page.get_by_role("heading", name="aucun e-mail n’est parti")).to_be_visible()

    assert prepare(page, "ABGRALL") == number
    with database() as connection:
        connection.execute("UPDATE mass_sends_masssend SET leaves_at = now()")
    done = page.get_by_role("heading", name="Envoi terminé")
    expect(done).to_be_visible(timeout=40_000)
    said = re.compile(rf"^\s*{number} e-mails? envoyés? sur {number}")
    expect(page.get_by_text(said)).to_be_visible()
    assert barriers(page) == []
    with page.expect_download() as report:
        page.get_by_role("link", name="Télécharger le rapport").click()
    assert report.value.suggested_filename.endswith("_Envoi_en_masse.xlsx")
    page.goto("/envois/")
    expect(page.get_by_role("row").filter(has_text="terminé").first).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="annulé").first).to_be_visible()
    with database() as connection:
        connection.execute(AN_HOUR_LATER)


def test_ticked_rows_alone_by_keyboard(
    page: Page, database: Callable[[], psycopg.Connection]
) -> None:
    # Another journey may just have written to the first of them.
    with database() as connection:
        connection.execute(AN_HOUR_LATER)
    sign_in(page, CLIENT)
    page.goto("/dotations/?last_name=WEBER")
    tick = page.locator("tr[data-row]").get_by_role("checkbox").first
    tick.focus()
    page.keyboard.press("Space")
    expect(tick).to_be_checked()
    page.get_by_role("button", name="Envoi en masse").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("La ligne cochée")).to_be_checked()
    expect(dialog.get_by_role("heading", name="Renvoyer 1 e-mail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Envoi en masse")).to_be_focused()
    expect(tick).to_be_checked()
