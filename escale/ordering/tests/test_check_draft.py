from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import default_storage

from escale.dotations.tests.factories import DotationFactory
from escale.exchange.judging import Severity
from escale.exchange.tests.order_files import order_file, row
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.actions.give_up_check import give_up_check
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.errors import DraftBusy, RowError
from escale.ordering.models import Draft
from escale.ordering.queries import quote, remarks_on
from escale.ordering.states import DraftStatus
from escale.ordering.tests.factories import DraftFactory
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.sheet import Cell

pytestmark = pytest.mark.django_db
ALL = {Severity.REPAIRED, Severity.WARNED, Severity.REFUSED}


@pytest.fixture
def draft() -> Draft:
    return DraftFactory.create()


def submit(draft: Draft, path: Path, *, replaces_lines: bool = True) -> None:
    with path.open("rb") as content:
        source = Source(File(content), path.name, replaces_lines=replaces_lines)
        submit_source(draft_id=draft.pk, source=source)


def check(draft: Draft, path: Path, *, replaces_lines: bool = True) -> list[RowError]:
    """What is said of the file, once a worker has been through it."""
    submit(draft, path, replaces_lines=replaces_lines)
    check_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.status == DraftStatus.EDITING
    # Kept only where somebody could say which column is which.
    assert bool(draft.upload) == bool(draft.question)
    return remarks_on(draft, ALL)


def test_good_rows_are_ready_to_be_ordered(draft: Draft, tmp_path: Path) -> None:
    assert (
        check(draft, order_file(tmp_path, [row(1), row(2, amount="550 €", phone="0600000010")]))
        == []
    )
    first, second = draft.lines.order_by("id")
    assert (first.matricule, first.phone, first.row) == ("001", "+33665915236", 2)
    assert (first.severity, second.amount) == (Severity.FIT, 55_000)
    assert quote(draft).total == 156_550


def test_each_refusal_names_row_column_value_and_remedy(draft: Draft, tmp_path: Path) -> None:
    rows = [row(1), row(2, phone="0144556677", email="bray2"), [], row(4, amount=150.5)]
    rows[3][4] = "0600000010"
    errors = check(draft, order_file(tmp_path, rows))
    assert [(error.row, error.column, error.value) for error in errors] == [
        (3, "Adresse Mail", "bray2"),
        (3, "Téléphone", "0144556677"),
        (5, "Montant", "150.5"),
    ]
    assert str(errors[1]).startswith("Ligne 3, Téléphone")
    assert "06 ou 07" in str(errors[1])
    assert draft.blank_rows == 1
    assert quote(draft).refused == 2


@pytest.mark.parametrize("count", [1, 5, 12])
def test_every_row_is_a_line(draft: Draft, tmp_path: Path, count: int) -> None:
    rows = [row(number, phone="0" if number % 3 == 0 else "0665915236") for number in range(count)]
    check(draft, order_file(tmp_path, rows))
    due = quote(draft)
    assert due.line_count == draft.lines.count() == count
    assert due.refused + due.quantity == count


def test_a_matricule_twice_names_who_has_it(draft: Draft, tmp_path: Path) -> None:
    errors = check(draft, order_file(tmp_path, [row(1), row(2), row(3, matricule="001")]))
    refused = [error for error in errors if "matricule" in error.reason]
    assert [str(error) for error in refused] == [
        "Ligne 4, Matricule\u00a0: Ce matricule est déjà celui de TEST1 ancv (ligne 2)."
        " Donnez-en un par bénéficiaire. («\u00a0001\u00a0»)"
    ]


def test_leading_zeros_make_another_matricule(draft: Draft, tmp_path: Path) -> None:
    rows = [row(1, matricule="001"), row(2, matricule=1, phone="0676028937")]
    assert check(draft, order_file(tmp_path, rows)) == []


def test_one_address_for_two_people_is_refused(draft: Draft, tmp_path: Path) -> None:
    rows = [row(1), row(2, email="ANCV.rec1@yopmail.example", phone="0600000010")]
    errors = check(draft, order_file(tmp_path, rows))
    assert [(error.row, error.column) for error in errors] == [
        (2, "Adresse Mail"),
        (3, "Adresse Mail"),
    ]
    assert "TEST1 ancv (ligne 2), TEST2 ancv (ligne 3)" in errors[0].reason
    assert quote(draft).refused == 2


def test_one_mobile_for_two_people_is_a_warning(draft: Draft, tmp_path: Path) -> None:
    errors = check(draft, order_file(tmp_path, [row(1), row(2)]))
    assert [(error.row, error.column) for error in errors] == [(2, "Téléphone"), (3, "Téléphone")]
    assert quote(draft).quantity == 2


def test_one_person_twice_is_a_warning(draft: Draft, tmp_path: Path) -> None:
    errors = check(draft, order_file(tmp_path, [row(1), row(1, matricule="002")]))
    assert [(error.row, error.column) for error in errors] == [
        (2, "Adresse Mail"),
        (2, "Téléphone"),
        (3, "Adresse Mail"),
        (3, "Téléphone"),
    ]
    assert quote(draft).refused == 0


def test_a_homonym_is_somebody_else(draft: Draft, tmp_path: Path) -> None:
    other = row(2, last_name="TEST1", phone="0600000010")
    assert check(draft, order_file(tmp_path, [row(1), other])) == []


def test_what_the_spreadsheet_did_is_repaired_and_said(draft: Draft, tmp_path: Path) -> None:
    errors = check(draft, order_file(tmp_path, [row(1, phone=676028937)]))
    assert [error.reason for error in errors] == [
        "Le zéro effacé par le tableur est rétabli\u00a0: 06 76 02 89 37."
    ]
    assert quote(draft).severities == {Severity.REPAIRED: 1}


def test_a_doubtful_domain_is_a_warning_with_its_remedy(draft: Draft, tmp_path: Path) -> None:
    check(draft, order_file(tmp_path, [row(1, email="jean@gmial.com")]))
    line = draft.lines.get()
    assert (line.severity, line.suggestion) == (Severity.WARNED, "jean@gmail.com")


def test_statuses_of_another_portal_are_not_a_clients_to_give(draft: Draft, tmp_path: Path) -> None:
    check(draft, order_file(tmp_path, [[*row(1), "activé"]], "Statut dotation"))
    assert draft.lines.get().status == ""


def test_paper_goes_to_nobodys_phone(tmp_path: Path) -> None:
    draft = DraftFactory.create(paper=True)
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prénom;Montant;Matricule\nLOIR;Jean;150;1\nLOIR;Anne;155;2\n")
    errors = check(draft, path)
    assert [(error.row, error.column) for error in errors] == [(3, "Montant")]
    assert "multiple de 10" in errors[0].reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Matricule;Nom\n1;LOIR\n", "« Prénom », « Adresse Mail »"),
        ("", "vide"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_lines(
    draft: Draft, tmp_path: Path, content: str, words: str
) -> None:
    check(draft, order_file(tmp_path, [row(1)]))
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    check(draft, path)
    assert words in draft.refusal.replace("\u00a0", " ")
    assert draft.lines.count() == 1


def test_a_csv_of_another_program_is_understood(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Effectif 2026;;;;;\nCourriel;Portable;Nom de famille;Prénom;N° matricule;Montant (€)\n"
        "bray1@yopmail.example;688983589;BERTE;raymonde1;003;500\n",
        encoding="cp1252",
    )
    check(draft, path)
    line = draft.lines.get()
    assert (line.matricule, line.phone) == ("003", "+33688983589")


def test_a_second_file_replaces_the_first(draft: Draft, tmp_path: Path) -> None:
    check(draft, order_file(tmp_path, [row(1)]))
    check(draft, order_file(tmp_path, [row(2)]))
    assert [line.matricule for line in draft.lines.all()] == ["002"]


def test_or_completes_it_and_mends_the_lines_it_names(draft: Draft, tmp_path: Path) -> None:
    check(draft, order_file(tmp_path, [row(1), row(2, phone="0", email="x")]))
    mended = order_file(tmp_path, [row(2), row(3)])
    check(draft, mended, replaces_lines=False)
    assert [line.matricule for line in draft.lines.order_by("id")] == ["001", "002", "003"]
    assert quote(draft).refused == 0


@pytest.mark.parametrize("typed", ["a\tb", "a\\nb", "\\N", "a\r\nb", "\\.", "x" * 5_000])
def test_whatever_is_typed_is_kept_as_text(draft: Draft, tmp_path: Path, typed: str) -> None:
    check(draft, order_file(tmp_path, [row(1, email=typed), row(2)]))
    assert draft.lines.count() == 2
    line = draft.lines.earliest("id")
    assert line.email == " ".join(typed.split())[:300]


def test_a_past_order_is_copied_with_the_contacts_of_today(draft: Draft) -> None:
    order = OrderFactory.create(client=draft.client)
    former = DotationFactory.create(order=order, email="jean@gmial.com", amount=15_000)
    submit_source(draft_id=draft.pk, source=Source(order_number=order.pk))
    check_draft(draft_id=draft.pk)
    line = draft.lines.get()
    assert (line.matricule, line.phone, line.amount) == (former.matricule, former.phone, 15_000)
    assert line.suggestion == "jean@gmail.com"


def test_nothing_changes_while_a_file_is_read(draft: Draft, tmp_path: Path) -> None:
    submit(draft, order_file(tmp_path, [row(1)]))
    with pytest.raises(DraftBusy):
        submit(draft, order_file(tmp_path, [row(1)]))


def test_a_check_given_up_writes_nothing(draft: Draft, tmp_path: Path) -> None:
    submit(draft, order_file(tmp_path, [row(1)]))
    give_up_check(draft_id=draft.pk)
    check_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.status == DraftStatus.EDITING
    assert not draft.lines.exists()


def test_the_file_is_not_kept(
    draft: Draft, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    submit(draft, order_file(tmp_path, [row(1)]))
    draft.refresh_from_db()
    name = str(draft.upload.name)
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        check_draft(draft_id=draft.pk)
    assert not default_storage.exists(name)


def test_a_row_of_any_cells_is_judged(draft: Draft, tmp_path: Path) -> None:
    odd: list[Cell] = [True, 3.5, "", "#REF!", "6,76E+08", -1]
    errors = check(draft, order_file(tmp_path, [odd]))
    assert {error.column for error in errors} >= {"Matricule", "Prénom", "Téléphone", "Montant"}
