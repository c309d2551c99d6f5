"""Files of HR departments as they come: what is read of them, and what is said of the rest."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from escale.dotations.models import Dotation
from escale.exchange.judging import Severity
from escale.exchange.models import ColumnHabit
from escale.exchange.questions import Question
from escale.exchange.tests.order_files import HEADER, order_file, row
from escale.journal.actor import SYSTEM
from escale.kernel import clock
from escale.ordering.actions.answer_question import answer_question
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.actions.discard_draft import discard_draft
from escale.ordering.actions.forget_old_drafts import forget_old_drafts
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.errors import NothingAsked
from escale.ordering.models import Draft
from escale.ordering.queries import draft_lines, remarks_on
from escale.ordering.tests.factories import DraftFactory
from escale.workbooks.headers import Answers
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return DraftFactory.create()


def read(draft: Draft, path: Path) -> Draft:
    with path.open("rb") as content:
        submit_source(draft_id=draft.pk, source=Source(File(content), path.name))
    return checked(draft)


def checked(draft: Draft) -> Draft:
    check_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    return draft


def said(draft: Draft) -> list[str]:
    remarks = remarks_on(draft, {Severity.REPAIRED, Severity.WARNED, Severity.REFUSED})
    return [f"{one.row} {one.column} {one.reason}" for one in remarks]


def text_file(folder: Path, *lines: str) -> Path:
    path = folder / "commande.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_marks_of_spreadsheets_and_programs_are_cleaned_and_told(
    draft: Draft, tmp_path: Path
) -> None:
    path = text_file(
        tmp_path,
        ";".join(map(str, HEADER)),
        '"=""00501""";ROBIN;Lou;\'lou@yopmail.example;"=""0676029201""";150',
        "1001.0;DURAND;Léa;lea@yopmail.example;33676028938.0;150.0",
    )
    read(draft, path)
    assert [(line.matricule, line.email, line.phone) for line in draft.lines.order_by("id")] == [
        ("00501", "lou@yopmail.example", "+33676029201"),
        ("1001", "lea@yopmail.example", "+33676028938"),
    ]
    assert [remark.partition(" Les marques")[0] for remark in said(draft)] == [
        *("2 Matricule", "2 Adresse Mail", "2 Téléphone", "3 Matricule", "3 Téléphone"),
    ]


def test_clashes_are_of_good_values_alone(draft: Draft, tmp_path: Path) -> None:
    rows = [
        row(1, matricule="#N/A", email="inconnu@", phone="+33123456"),
        row(2, matricule="#N/A", email="inconnu@", phone="+33123456"),
    ]
    read(draft, order_file(tmp_path, rows))
    assert [remark.split()[1] for remark in said(draft)] == [
        "Matricule",
        "Adresse",
        "Téléphone",
    ] * 2
    assert not any("sert à plusieurs" in remark or "déjà" in remark for remark in said(draft))
    # A refused number is shown as it was typed.
    assert {line.cells["phone"] for line in draft.lines.all()} == {"+33123456"}


def test_a_refused_number_is_not_shown_as_a_good_one(draft: Draft, tmp_path: Path) -> None:
    read(draft, order_file(tmp_path, [row(1, phone="+33700000000")]))
    line = draft.lines.get()
    assert line.refused_columns == {"phone"}
    assert line.cells["phone"] == "+33700000000"


def test_unread_columns_are_told(draft: Draft, tmp_path: Path) -> None:
    read(draft, order_file(tmp_path, [[*row(1), "A", 3, "x"]], "Service", "Ligne", "Motif"))
    assert draft.notes == ["Colonne non reconnue\u00a0: «\u00a0Service\u00a0». Elle n’est pas lue."]
    assert draft.lines.count() == 1


HR_TITLES: list[Cell] = [
    *("Code agent", "Nom d’usage", "Prénom 1", "Courriel perso", "N° tél.", "Quotité"),
]


def test_what_is_not_known_is_asked_once_and_remembered(draft: Draft, tmp_path: Path) -> None:
    path = workbook(tmp_path / "rh.xlsx", [HR_TITLES, row(1), row(2)])
    read(draft, path)
    question = Question.read(draft.question)
    assert question is not None
    assert [column.key for column in question.columns] == [
        *("matricule", "last_name", "first_name", "email", "phone", ""),
    ]
    assert question.columns[5].samples == ("1000", "1000")
    assert (question.sheets[0].rows, draft.lines.count()) == (2, 0)
    assert default_storage.exists(str(draft.upload.name))
    columns = {one.position: one.key or "amount" for one in question.columns}
    answers = Answers(question.sheet, question.header, columns)
    answer_question(actor=SYSTEM, draft_id=draft.pk, answers=answers, remembers=True)
    assert checked(draft).lines.count() == 2
    assert (draft.refusal, draft.question, bool(draft.upload)) == ("", {}, False)
    assert ColumnHabit.objects.get(title="quotite").column == "amount"
    other = read(DraftFactory.create(client=draft.client), path)
    assert (other.lines.count(), other.question) == (2, {})
    stranger = read(DraftFactory.create(), path)
    assert stranger.question


def test_an_answer_for_this_file_alone_is_not_remembered(draft: Draft, tmp_path: Path) -> None:
    read(draft, workbook(tmp_path / "rh.xlsx", [HR_TITLES, row(1)]))
    question = Question.read(draft.question)
    assert question is not None
    answers = Answers(question.sheet, 1, dict(enumerate(
        ["matricule", "last_name", "first_name", "email", "phone", "amount"]
    )))  # fmt: skip
    answer_question(actor=SYSTEM, draft_id=draft.pk, answers=answers, remembers=False)
    assert not ColumnHabit.objects.exists()
    with pytest.raises(NothingAsked):
        answer_question(actor=SYSTEM, draft_id=checked(draft).pk, answers=answers, remembers=True)


def two_sheets(path: Path) -> None:
    book = openpyxl.Workbook()
    for title, number in (("Lyon", 1), ("Nice", 2)):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append(row(number))
    book.remove(book.worksheets[0])
    book.save(path)


def test_the_sheet_that_was_chosen_is_read(draft: Draft, tmp_path: Path) -> None:
    two_sheets(tmp_path / "a.xlsx")
    read(draft, tmp_path / "a.xlsx")
    assert draft.refusal.startswith("Plusieurs feuilles")
    answers = Answers(sheet="Nice")
    answer_question(actor=SYSTEM, draft_id=draft.pk, answers=answers, remembers=False)
    assert checked(draft).lines.get().matricule == "002"
    assert draft.notes == ["La feuille «\u00a0Lyon\u00a0» (1 ligne) n’est pas lue."]


def test_the_filter_of_lines_finds_what_the_search_finds(draft: Draft, tmp_path: Path) -> None:
    rows = [
        row(1, matricule="2023-0015", phone="+33 692 12 34 56"),
        row(2, last_name="LE\u2011GOFF"),
    ]
    read(draft, order_file(tmp_path, rows))
    found = {
        text: [line.row for line in draft_lines(draft, text=text, limit=9).rows]
        for text in ("2023-0015", "0033 692 12 34 56", "le-goff", "\u200b", " ")
    }
    assert list(found.values()) == [[2], [2], [3], [], [2, 3]]


def test_a_terminal_names_the_sheet(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    two_sheets(path)
    with pytest.raises(CommandError, match=r"Lyon.*Nice"):
        call_command("load_order", path, client=draft.client.code)
    said = StringIO()
    call_command("load_order", path, client=draft.client.code, sheet="Nice", stdout=said)
    assert "Lyon" in said.getvalue()
    assert Dotation.objects.get().matricule == "002"


def test_a_file_that_nobody_explains_is_forgotten_in_a_day(draft: Draft, tmp_path: Path) -> None:
    read(draft, workbook(tmp_path / "rh.xlsx", [HR_TITLES, row(1)]))
    forget_old_drafts()
    draft.refresh_from_db()
    assert draft.question
    Draft.objects.update(updated_at=clock.now() - timedelta(hours=25))
    forget_old_drafts()
    draft.refresh_from_db()
    assert (draft.question, bool(draft.upload)) == ({}, False)
    assert draft.refusal.startswith("Colonnes introuvables")


def test_a_file_that_waits_goes_with_its_draft_or_gives_way(draft: Draft, tmp_path: Path) -> None:
    path = workbook(tmp_path / "rh.xlsx", [HR_TITLES, row(1)])
    first = read(draft, path).upload.name
    read(draft, order_file(tmp_path, [row(1)]))
    assert (draft.question, draft.lines.count()) == ({}, 1)
    last = read(draft, path).upload.name
    discard_draft(draft_id=draft.pk)
    assert first != last
