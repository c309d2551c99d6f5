"""« Qu’y a-t-il dans ce fichier ? », of corrections."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.imports.actions.check_import import check_import
from escale.imports.models import Import
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook
from tests.markup import flat
from tests.personas import SignIn

TITLES: list[Cell] = ["Réf. dotation", "Nouveau courriel du salarié ou de l’agent", "Service"]


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def stored(alice: Member) -> Dotation:
    return DotationFactory.create(client=alice.client, order__client=alice.client)


def send(browser: Browser, stored: Dotation, folder: Path) -> Import:
    row: list[Cell] = [stored.pk, "neuf@yopmail.example", "Atelier"]
    path = workbook(folder / "rh.xlsx", [TITLES, row])
    file = SimpleUploadedFile(path.name, path.read_bytes())
    browser.post(f"/commandes/{stored.order_id}/dotations/importer/", {"file": file})
    imported = Import.objects.latest("id")
    check_import(import_id=imported.pk)
    return imported


def test_columns_are_named_and_the_preview_follows(
    browser: Browser, stored: Dotation, tmp_path: Path
) -> None:
    imported = send(browser, stored, tmp_path)
    asked = f"/imports/{imported.pk}/colonnes/"
    assert asked in browser.get(f"/imports/{imported.pk}/").text
    page = flat(browser.get(asked).text)
    assert "Adresse Mail ou Téléphone" in page
    refused = flat(browser.post(asked, {"col-0": "id"}).text).replace("\u00a0", " ")
    assert "Il manque « Adresse Mail » ou « Téléphone »." in refused
    answer = browser.post(asked, {"col-0": "id", "col-1": "email", "retenir": "on"})
    assert answer["Location"] == f"/imports/{imported.pk}/"
    check_import(import_id=imported.pk)
    preview = browser.get(f"/imports/{imported.pk}/").text.replace("\u00a0", " ")
    assert "neuf@yopmail.example" in preview.replace("<wbr>", "")
    assert "Colonne non reconnue : « Service »" in preview
    assert browser.get(asked)["Location"] == f"/imports/{imported.pk}/"
    assert send(browser, stored, tmp_path).question == {}


def test_nobody_else_reaches_it(
    browser: Browser, stored: Dotation, charlie: Member, bea: Member, sign_in: SignIn,
    tmp_path: Path,
) -> None:  # fmt: skip
    imported = send(browser, stored, tmp_path)
    asked = f"/imports/{imported.pk}/colonnes/"
    assert sign_in(charlie).get(asked).status_code == 404
    reader = sign_in(bea)
    assert reader.post(asked, {}).status_code == 403
    assert asked not in reader.get(f"/imports/{imported.pk}/").text
