"""Files of corrections as they come: a cell that gives nothing, a column by another name."""

from pathlib import Path

import pytest
from django.core.files import File

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.questions import Question
from escale.imports.actions.answer_question import answer_question
from escale.imports.actions.check_import import check_import
from escale.imports.actions.submit_file import submit_file
from escale.imports.errors import ImportNotReady
from escale.imports.models import Import
from escale.imports.previewing import preview_file
from escale.imports.states import ImportStatus, Verdict
from escale.imports.tests.correction_files import TITLES, correction_file, exported
from escale.workbooks.headers import Answers
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook

pytestmark = pytest.mark.django_db
NEW = "0611223344"


@pytest.fixture
def stored(alice: Member) -> Dotation:
    return DotationFactory.create(client=alice.client, order__client=alice.client, matricule="007")


@pytest.mark.parametrize("cell", ["#N/A", "=VLOOKUP(A2,Z1:Z2,1,0)", "#NOM?"])
@pytest.mark.parametrize("column", ["email", "phone", "matricule", "last_name", "amount"])
def test_a_formula_that_gives_nothing_is_never_a_blank(
    stored: Dotation, tmp_path: Path, column: str, cell: str
) -> None:
    changed = {"phone": NEW} | {column: cell}
    found = preview_file(stored.order, correction_file(tmp_path, [exported(stored, **changed)]))
    (row,) = found.rows
    assert row.verdict == Verdict.REFUSED
    assert [(one.column, one.code) for one in row.refusals] == [(column, "formula-refused")]


def test_a_blank_beside_a_change_is_told(stored: Dotation, tmp_path: Path) -> None:
    rows = [exported(stored, phone=NEW, email="")]
    found = preview_file(stored.order, correction_file(tmp_path, rows))
    assert found.rows[0].verdict == Verdict.MODIFIED
    assert found.warnings == [
        "1 ligne modifiée a une case «\u00a0Adresse Mail\u00a0» vide (ligne 2)\u00a0: la valeur"
        " actuelle est gardée."
    ]


@pytest.mark.parametrize("cell", ['="007"', "'007", "7.0", 7, "００７"])
def test_marks_of_spreadsheets_change_nothing(stored: Dotation, tmp_path: Path, cell: Cell) -> None:
    rows = [exported(stored, matricule=cell)]
    found = preview_file(stored.order, correction_file(tmp_path, rows))
    assert [row.verdict for row in found.rows] == [Verdict.UNCHANGED]


def test_a_column_by_another_name_is_told(stored: Dotation, tmp_path: Path) -> None:
    header = [*TITLES.values(), "Nouvelle adresse mail"]
    path = workbook(tmp_path / "a.xlsx", [header, [*exported(stored), "neuf@yopmail.example"]])
    assert preview_file(stored.order, path).warnings == [
        "Colonne non reconnue\u00a0: «\u00a0Nouvelle adresse mail\u00a0». Elle n’est pas lue."
    ]


def asked(alice: Member, stored: Dotation, folder: Path) -> Import:
    header: list[Cell] = ["Réf. dotation", "Nouveau courriel du bénéficiaire", "Téléphone"]
    row: list[Cell] = [stored.pk, "neuf@yopmail.example", ""]
    path = workbook(folder / "a.xlsx", [header, row])
    with path.open("rb") as content:
        imported = submit_file(
            actor=alice.actor, order=stored.order, file=File(content), name=path.name
        )
    check_import(import_id=imported.pk)
    imported.refresh_from_db()
    return imported


def test_a_file_waits_for_its_columns_to_be_named(
    alice: Member, stored: Dotation, tmp_path: Path
) -> None:
    imported = asked(alice, stored, tmp_path)
    assert (imported.status, bool(imported.upload)) == (ImportStatus.REFUSED, True)
    question = Question.read(imported.question)
    assert question is not None
    assert [column.samples for column in question.columns] == [
        *((str(stored.pk),), ("neuf@yopmail.example",), ()),
    ]
    answers = Answers(question.sheet, question.header, {0: "id", 1: "email", 2: "phone"})
    answer_question(actor=alice.actor, import_id=imported.pk, answers=answers, remembers=True)
    check_import(import_id=imported.pk)
    imported.refresh_from_db()
    assert (imported.status, imported.modified, imported.question, bool(imported.upload)) == (
        *(ImportStatus.READY, 1, {}, False),
    )
    with pytest.raises(ImportNotReady):
        answer_question(actor=alice.actor, import_id=imported.pk, answers=answers, remembers=True)
    again = asked(alice, stored, tmp_path)
    assert (again.status, again.modified) == (ImportStatus.READY, 1)
