"""« Qu’y a-t-il dans ce fichier ? », of an order."""

from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from escale.clients.models import Member
from escale.exchange.models import ColumnHabit
from escale.exchange.tests.order_files import HEADER, row
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.models import Draft
from escale.ordering.tests.factories import DraftFactory
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook
from tests.markup import flat
from tests.personas import SignIn

TITLES: list[Cell] = ["Code agent", "Nom d’usage", "Prénom 1", "Courriel perso", "GSM", "Quotité"]
ANSWER = {
    "col-0": "matricule",
    "col-1": "last_name",
    "col-2": "first_name",
    "col-3": "email",
    "col-4": "phone",
    "col-5": "amount",
}


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def draft(alice: Member) -> Draft:
    return DraftFactory.create(client=alice.client)


def send(browser: Browser, draft: Draft, path: Path) -> str:
    """The address of the question."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    browser.post(f"/commander/{draft.pk}/fichier/", {"file": file})
    check_draft(draft_id=draft.pk)
    return f"/commander/{draft.pk}/colonnes/"


def test_each_column_is_asked_about_beside_its_first_values(
    browser: Browser, draft: Draft, tmp_path: Path
) -> None:
    asked = send(browser, draft, workbook(tmp_path / "rh.xlsx", [TITLES, row(1), row(2)]))
    assert asked in browser.get(f"/commander/{draft.pk}/").text
    page = flat(browser.get(asked).text)
    assert "<b>Montant</b><span>manque encore" in page
    assert "colonne D" in page
    assert "5 colonnes reconnues. 1 attend votre réponse." in page
    assert "<li>ancv.rec1@yopmail.example</li>" in page
    assert 'name="col-5" aria-label="La colonne F, Quotité, contient"' in page


def test_of_two_that_may_be_the_same_neither_is_it_yet(
    browser: Browser, draft: Draft, tmp_path: Path
) -> None:
    titles: list[Cell] = ["Nom de naissance", *TITLES[:5], "Montant"]
    file = workbook(tmp_path / "rh.xlsx", [titles, ["DURAND", *row(1)]])
    page = flat(browser.get(send(browser, draft, file)).text)
    assert "<b>Nom</b><span>manque encore" in page
    assert "<b>Matricule</b><span>colonne B" in page


def test_an_answer_reads_the_file_and_is_remembered(
    browser: Browser, draft: Draft, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "rh.xlsx", [TITLES, row(1), row(2)])
    asked = send(browser, draft, path)
    answer = browser.post(asked, {**ANSWER, "retenir": "on"})
    assert answer["Location"] == f"/commander/{draft.pk}/"
    check_draft(draft_id=draft.pk)
    assert draft.lines.count() == 2
    # Nothing is asked any more, of this file or of the next.
    assert browser.get(asked)["Location"] == f"/commander/{draft.pk}/"
    other = DraftFactory.create(client=draft.client)
    send(browser, other, path)
    assert other.lines.count() == 2


def test_an_answer_is_for_this_file_alone_if_the_box_is_not_ticked(
    browser: Browser, draft: Draft, tmp_path: Path
) -> None:
    browser.post(send(browser, draft, workbook(tmp_path / "a.xlsx", [TITLES, row(1)])), ANSWER)
    check_draft(draft_id=draft.pk)
    assert draft.lines.count() == 1
    assert not ColumnHabit.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"col-5": ""}, "Il manque « Montant »."),
        ({"col-4": "", "col-5": "made up"}, "Il manque « Téléphone » et « Montant »."),
        ({"col-2": "last_name"}, "Une seule colonne peut être « Nom » : choisissez entre B et C."),
    ],
)
def test_an_answer_that_does_not_hold_is_refused_with_what_to_do(
    browser: Browser, draft: Draft, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    asked = send(browser, draft, workbook(tmp_path / "a.xlsx", [TITLES, row(1)]))
    page = flat(browser.post(asked, ANSWER | changed).text).replace("\u00a0", " ")
    assert said in page
    draft.refresh_from_db()
    assert draft.question


def test_a_sheet_is_chosen_among_those_with_the_table(
    browser: Browser, draft: Draft, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for title, number in (("Lyon", 1), ("Nice", 2)):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append(row(number))
    book.worksheets[0].append(["Notes"])
    book.save(tmp_path / "a.xlsx")
    asked = send(browser, draft, tmp_path / "a.xlsx")
    page = flat(browser.get(asked).text)
    assert 'value="Lyon" checked' in page
    assert "<b>Nice</b><small>1 ligne</small>" in page
    browser.post(asked, {"feuille": "Nice"})
    check_draft(draft_id=draft.pk)
    assert draft.lines.get().matricule == "002"
    assert "La feuille" in browser.get(f"/commander/{draft.pk}/").text


def test_nobody_else_reaches_it(
    draft: Draft, charlie: Member, bea: Member, sign_in: SignIn
) -> None:
    asked = f"/commander/{draft.pk}/colonnes/"
    assert sign_in(charlie).get(asked).status_code == 404
    assert sign_in(bea).post(asked, ANSWER).status_code == 403
