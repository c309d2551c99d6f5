"""« Exporter », correct in a spreadsheet, « Importer »: preview, apply, undo, as a manager does."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import barriers
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
ORDER = "/commandes/2800901/dotations/"
# A file of a few rows, from the press of the button to its preview.
CHECK_MILLISECONDS = 30_000
EMAIL, PHONE = 5, 6


def exported(page: Page, folder: Path) -> Path:
    """The file that « Exporter » gives, under the name it gives it."""
    with page.expect_download() as started:
        page.get_by_role("link", name="Exporter", exact=True).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def corrected(path: Path) -> int:
    """The first row gets another address, the second a phone that is none; how many rows."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(2, EMAIL).value = "corrigee@yotmail.com"
    sheet.cell(3, PHONE).value = "01 44 55 66 77"
    book.save(path)
    return sheet.max_row - 1


def test_from_the_export_to_the_undo(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    page.goto(ORDER)
    path = exported(page, tmp_path)
    rows = corrected(path)
    page.get_by_role("link", name="Importer", exact=True).click()
    assert barriers(page) == []
    page.get_by_label("Choisissez ou déposez votre fichier").set_input_files(path)
    page.get_by_role("button", name="Voir l’aperçu").click()
    totals = page.get_by_role("region", name="Totaux")
    expect(totals).to_contain_text("1 refusée", timeout=CHECK_MILLISECONDS)
    expect(page.get_by_text("Rien n’est encore modifié ni envoyé.")).to_be_visible()
    expect(totals).to_contain_text(f"{rows - 2} inchangée")
    assert barriers(page) == []

    page.get_by_role("button", name="Corriger 1 adresse douteuse").click()
    expect(page.get_by_text("corrigee@yopmail.com")).to_be_visible()
    page.get_by_role("button", name="Appliquer 1 modification").dblclick()
    expect(page.get_by_text("1 ligne est modifiée.")).to_be_visible()
    assert barriers(page) == []

    page.get_by_text("Annuler cet import", exact=True).click()
    page.get_by_role("button", name="Oui, annuler 1 modification").click()
    expect(page.get_by_text(re.compile("1 dotation a retrouvé"))).to_be_visible()
    page.goto("/imports/")
    expect(page.get_by_role("row").filter(has_text=path.name).first).to_contain_text("annulé")
    assert barriers(page) == []
