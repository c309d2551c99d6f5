"""The ten seconds after an act: what was just done is still there, with its focus."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Database, sign_in

pytestmark = pytest.mark.browser
ERRORS = "/dotations/?situation=email_error"
# Several looks at what happens elsewhere.
A_WHILE = 6_000
WIDE = 1_000
# What a screen reader gets to say, and when; milliseconds that a letter takes it.
LETTER = 65
LISTEN = """
window.heard = [];
const region = document.getElementById("annonce");
new MutationObserver(() => window.heard.push({ text: region.textContent, at: performance.now() }))
  .observe(region, { childList: true });
"""


def editable(page: Page) -> Locator:
    """A row that other journeys have left so: they activate some."""
    fields = page.get_by_label(re.compile("^Adresse Mail d"))
    row_id = page.locator("tr[data-row]").filter(has=fields).last.get_attribute("id")
    return page.locator(f"#{row_id}")


def test_a_row_just_corrected_stays_with_its_sentence_and_the_focus(page: Page) -> None:
    sign_in(page)
    page.goto(ERRORS)
    page.evaluate(LISTEN)
    row = page.locator("tr[data-row]").first
    row_id = row.get_attribute("id")
    kept = page.locator(f"#{row_id}")
    field = kept.get_by_label(re.compile("Adresse Mail d"))
    field.fill("corrigee.ici@yopmail.example")
    field.press("Enter")
    expect(kept).to_contain_text("jusqu’à")
    page.wait_for_timeout(A_WHILE)
    expect(kept).to_contain_text("Ne fait plus partie de cette liste")
    expect(kept.get_by_role("button", name=re.compile("^Annuler"))).to_be_visible()
    expect(kept).to_contain_text(re.compile("e-mail (envoyé|remis)", re.IGNORECASE))
    expect(field).to_be_focused()
    heard = page.evaluate("window.heard")
    act = next(said for said in heard if "e-mail d’activation part" in said["text"])
    # News, if there are any by now, let it be heard.
    news = [said["at"] - act["at"] for said in heard if said["at"] > act["at"]]
    assert all(wait >= len(act["text"]) * LETTER for wait in news)
    kept.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(kept.get_by_role("button", name=re.compile("^Annuler"))).to_be_hidden()
    expect(kept).to_contain_text("Correction annulée")
    # The list that had become empty is one again, once.
    page.wait_for_timeout(A_WHILE)
    expect(page.locator("#tableau")).to_have_count(1)
    expect(page.locator(f"[id='{row_id}']")).to_have_count(1)


def test_a_doubtful_address_is_asked_about_before_it_leaves(page: Page, database: Database) -> None:
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    row = page.locator("tr[data-row]").first
    field = row.get_by_label(re.compile("Adresse Mail d"))
    stored = field.input_value()
    field.fill("isabelle@gmial.com")
    field.press("Tab")
    expect(row).to_contain_text("Vouliez-vous dire gmail.com")
    expect(page.locator("#annonce")).to_contain_text("Rien n’est encore envoyé")
    with page.expect_response("**/corriger/"):
        row.get_by_role("button", name=re.compile("Valider et envoyer")).click()
    expect(row).to_have_class(re.compile("is-editing"))
    expect(row.get_by_role("button", name="Non, envoyer à cette adresse")).to_be_visible()
    with database() as cursor:
        found = cursor.execute(
            "SELECT count(*) FROM mailing_outgoingmessage WHERE recipient LIKE '%gmial%'"
        )
        assert found.fetchone() == (0,)
    field.press("Escape")
    expect(field).to_have_value(stored)
    expect(row).not_to_have_class(re.compile("is-editing"))


def test_two_corrections_that_cross_lose_nothing(page: Page, colleague: Page) -> None:
    sign_in(page)
    path = "/commandes/2848729/dotations/"
    page.goto(path)
    mine = editable(page)
    field = mine.get_by_label(re.compile("Téléphone d"))
    field.fill("06 00 00 00 11")
    colleague.goto(path)
    theirs = colleague.locator(f"#{mine.get_attribute('id')}")
    before = theirs.get_by_label(re.compile("Téléphone d")).input_value()
    theirs.get_by_label(re.compile("Téléphone d")).fill("06 00 00 00 12")
    theirs.get_by_role("button", name=re.compile("Valider")).click()
    expect(theirs).to_contain_text("jusqu’à")
    mine.get_by_role("button", name=re.compile("Valider")).click()
    expect(mine).to_contain_text("Modifiée entre-temps par")
    expect(mine).to_contain_text("06 00 00 00 12")
    expect(field).to_have_value("06 00 00 00 11")
    expect(mine.get_by_role("button", name=re.compile("^Valider et envoyer"))).to_be_visible()
    mine.get_by_role("button", name="Garder la sienne").click()
    expect(field).to_have_value("06 00 00 00 12")
    expect(mine).not_to_contain_text("Modifiée entre-temps")
    field.fill(before)
    mine.get_by_role("button", name=re.compile("Valider")).click()
    expect(mine).to_contain_text("jusqu’à")


@pytest.mark.parametrize("path", ["/dotations/?last_name=PTL", "/commandes/2848729/dotations/"])
def test_ticked_rows_are_counted_and_can_be_written_to(page: Page, path: str) -> None:
    sign_in(page)
    page.goto(path)
    bar = page.locator("#selection")
    expect(bar).to_contain_text("Cochez des lignes")
    send = bar.get_by_role("button", name="Envoyer aux lignes cochées")
    expect(send).to_be_hidden()
    top = page.locator("#tableau").bounding_box()
    boxes = page.locator("[data-tick]")
    boxes.first.check()
    expect(bar).to_contain_text("1 dotation cochée")
    if page.viewport_size and page.viewport_size["width"] > WIDE:
        # Nothing has moved under the pointer.
        assert page.locator("#tableau").bounding_box() == top
    bar.get_by_role("button", name="Cocher toute la page").click()
    number = boxes.count()
    expect(bar).to_contain_text(f"{number} dotations cochées")
    expect(page.locator("#annonce")).to_contain_text(f"{number} dotations cochées")
    page.wait_for_timeout(A_WHILE)
    expect(bar).to_contain_text(f"{number} dotations cochées")
    send.click()
    expect(page.get_by_role("dialog")).to_contain_text(str(number))
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Tout décocher").click()
    expect(send).to_be_hidden()


def test_a_tick_survives_the_correction_of_its_row(page: Page) -> None:
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    row = page.locator("tr[data-row]").first
    row.locator("[data-tick]").check()
    field = row.get_by_label(re.compile("Téléphone de"))
    field.fill("06 00 00 00 78")
    field.press("Enter")
    expect(row).to_contain_text("jusqu’à")
    expect(row.locator("[data-tick]")).to_be_checked()
    expect(page.locator("#selection")).to_contain_text("1 dotation cochée")


def test_columns_sort_and_stay_where_they_are(page: Page) -> None:
    sign_in(page)
    page.goto("/dotations/?last_name=PTL")
    expect(page.locator("#resultats")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[data-row] input.cell").first).to_be_focused()
    page.get_by_role("link", name="Montant").and_(page.locator(":visible")).first.click()
    page.wait_for_url("**tri=-montant**")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Montant")
    heads = page.locator("#tableau thead th")
    before = heads.evaluate_all("(heads) => heads.map((head) => head.offsetLeft)")
    row = page.locator("tr[data-row]").first
    field = row.get_by_label(re.compile("Téléphone de"))
    field.fill("06 00 00 00 79")
    field.press("Enter")
    expect(row).to_contain_text("jusqu’à")
    assert heads.evaluate_all("(heads) => heads.map((head) => head.offsetLeft)") == before


def test_the_search_is_ready_to_type_in(page: Page) -> None:
    sign_in(page)
    page.goto("/dotations/")
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()


def test_buttons_of_a_row_in_edition_are_whole_and_their_tip_leaves(page: Page) -> None:
    sign_in(page)
    page.goto("/dotations/?last_name=PTL")
    row = editable(page)
    row.get_by_label(re.compile("Adresse Mail d")).fill("personne@gmial.com")
    box = page.locator(".table-box").bounding_box()
    assert box is not None
    for button in row.locator(".act button").all():
        inside = button.bounding_box()
        assert inside is not None
        assert box["x"] <= inside["x"]
        assert inside["x"] + inside["width"] <= box["x"] + box["width"]
    square = row.locator("[data-square]")
    with page.expect_response("**/corriger/"):
        square.click()
    expect(row).to_contain_text("Vouliez-vous dire gmail.com")
    if page.viewport_size and page.viewport_size["width"] > WIDE:
        # On a phone it is the text of the button.
        expect(square.locator(".tip")).to_be_hidden()
    row.get_by_label(re.compile("Adresse Mail d")).press("Escape")
