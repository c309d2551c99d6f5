"""What is said of each row of a file of corrections, and of the file as a whole."""

from pathlib import Path
from typing import Any

import pytest

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.imports.errors import FileEmpty, FileOfAnotherOrder
from escale.imports.previewing import Preview, preview_file
from escale.imports.states import Verdict
from escale.imports.tests.correction_files import correction_file, exported
from escale.journal.models import JournalEntry
from escale.kernel.errors import DomainError
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.sheet import Cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


def preview(order: Order, folder: Path, rows: list[list[Cell]], **where: Any) -> Preview:
    found = preview_file(order, correction_file(folder, rows, **where))
    assert not OutgoingMessage.objects.exists()
    figures = [found.count(verdict) for verdict in Verdict]
    assert sum(figures) == len(found.rows)
    return found


def codes(found: Preview) -> list[list[tuple[str, str]]]:
    return [[(refusal.column, refusal.code) for refusal in row.refusals] for row in found.rows]


def test_the_export_comes_back_unchanged(order: Order, tmp_path: Path) -> None:
    rows = [DotationFactory.create(order=order) for _ in range(3)]
    rows.append(DotationFactory.create(order=order, activated=True))
    rows.append(DotationFactory.create(order=order, account_created=True))
    rows.append(DotationFactory.create(order=order, in_production=True))
    found = preview(order, tmp_path, [exported(row) for row in rows])
    assert {row.verdict for row in found.rows} == {Verdict.UNCHANGED}
    # Resending is offered to those that may be resent.
    assert [row.mail for row in found.rows] == ["activation"] * 3 + ["", "", ""]
    assert found.warnings == []


@pytest.mark.parametrize(
    ("changed", "mail"),
    [
        ({"email": "louise@yopmail.example"}, "activation"),
        ({"phone": "06 22 32 96 18"}, "phone_changed"),
        ({"phone": 622329618}, "phone_changed"),
        ({"email": "louise@yopmail.example", "phone": "+33622329618"}, "activation"),
    ],
)
def test_a_changed_row_says_which_mail_follows(
    order: Order, tmp_path: Path, changed: dict[str, Any], mail: str
) -> None:
    row = DotationFactory.create(order=order)
    (judged,) = preview(order, tmp_path, [exported(row, **changed)]).rows
    assert (judged.number, judged.verdict, judged.mail) == (2, Verdict.MODIFIED, mail)


def test_before_the_first_email_a_change_adds_no_mail(order: Order, tmp_path: Path) -> None:
    row = DotationFactory.create(order=order, in_production=True)
    (judged,) = preview(order, tmp_path, [exported(row, email="l@yopmail.example")]).rows
    assert (judged.verdict, judged.mail) == (Verdict.MODIFIED, "")


@pytest.mark.parametrize(
    "changed",
    [
        {"matricule": "", "last_name": "", "first_name": "", "amount": ""},
        {"email": "IS-LEF@YOPMAIL.example"},
        {"phone": "06 09 67 96 07"},
        {"phone": 609679607},
        {"last_name": " Lefèvre ", "matricule": 7},
        {"last_name": "Lefe\u0300vre"},
        {"amount": "150 €"},
        {"status": "activé"},
    ],
    ids=str,
)
def test_the_same_in_other_words_is_no_change(
    order: Order, tmp_path: Path, changed: dict[str, Any]
) -> None:
    row = DotationFactory.create(
        order=order, matricule="007", last_name="Lefèvre", email="is-lef@yopmail.example"
    )
    found = preview(order, tmp_path, [exported(row, **changed)])
    assert [judged.verdict for judged in found.rows] == [Verdict.UNCHANGED]


@pytest.mark.parametrize(
    ("state", "changed", "column", "code"),
    [
        ({}, {"email": "louise"}, "email", "email-refused"),
        ({}, {"phone": "01 44 55 66 77"}, "phone", "phone-refused"),
        ({}, {"phone": "6,76029E+08"}, "phone", "phone-refused"),
        ({}, {"last_name": "MARTIN"}, "last_name", "read-only-column"),
        ({}, {"amount": 200}, "amount", "read-only-column"),
        ({}, {"matricule": "X1"}, "matricule", "read-only-column"),
        ({"activated": True}, {"email": "l@yopmail.example"}, "email", "dotation-activated"),
        ({"activated": True}, {"phone": "0622329618"}, "phone", "dotation-activated"),
        ({"account_created": True}, {"email": "l@yopmail.example"}, "email", "email-locked"),
        ({"status": "expired"}, {"phone": "0622329618"}, "phone", "dotation-expired"),
        ({}, {"id": "abc"}, "id", "cell-refused"),
        ({}, {"id": ""}, "id", "cell-refused"),
        ({}, {"id": 99}, "id", "unknown-dotation"),
        ({}, {"id": 10**15}, "id", "unknown-dotation"),
    ],
)
def test_a_refused_row_names_the_column_and_the_remedy(
    order: Order, tmp_path: Path, state: dict[str, Any], changed: dict[str, Any], column: str,
    code: str,
) -> None:  # fmt: skip
    good, bad = DotationFactory.create(order=order), DotationFactory.create(order=order, **state)
    found = preview(order, tmp_path, [exported(good), exported(bad, **changed)])
    assert codes(found) == [[], [(column, code)]]
    (refusal,) = found.rows[1].refusals
    assert found.rows[1].number == 3
    assert refusal.value == str(changed[column])
    assert refusal.reason.rstrip().endswith((".", "dotation"))


def test_a_blank_cell_erases_nothing(order: Order, tmp_path: Path) -> None:
    """Beside a change it is passed over; alone, it is told."""
    rows = [DotationFactory.create(order=order) for _ in range(3)]
    found = preview(
        order,
        tmp_path,
        [
            exported(rows[0], email="", phone="0622329618"),
            exported(rows[1], email=" \u00a0"),
            exported(rows[2], email="", phone=""),
        ],
    )
    assert found.rows[0].contact == Contact(rows[0].email, "+33622329618")
    assert codes(found)[1:] == [
        [("email", "cell-blank")],
        [("email", "cell-blank"), ("phone", "cell-blank")],
    ]


def test_a_phone_of_an_account_may_change(order: Order, tmp_path: Path) -> None:
    """R37: only the address is locked."""
    row = DotationFactory.create(order=order, account_created=True)
    (judged,) = preview(order, tmp_path, [exported(row, phone="0622329618")]).rows
    assert (judged.verdict, judged.mail) == (Verdict.MODIFIED, "phone_changed")


def test_a_file_of_another_order_is_refused_whole(order: Order, tmp_path: Path) -> None:
    DotationFactory.create(order=order)
    other = DotationFactory.create(order=OrderFactory.create(client=order.client, number=2800900))
    with pytest.raises(FileOfAnotherOrder, match="2\u00a0800\u00a0900") as caught:
        preview(order, tmp_path, [exported(other)])
    assert caught.value.number == 2800900


def test_a_stray_row_of_another_order_is_refused_alone(order: Order, tmp_path: Path) -> None:
    row = DotationFactory.create(order=order)
    other = DotationFactory.create(order=OrderFactory.create(client=order.client))
    found = preview(order, tmp_path, [exported(row), exported(other)])
    assert codes(found) == [[], [("id", "other-order")]]


def test_another_client_s_row_is_worded_like_an_unknown_one(
    order: Order, charlie: Member, tmp_path: Path
) -> None:
    row = DotationFactory.create(order=order)
    theirs = DotationFactory.create(order=OrderFactory.create(client=charlie.client))
    rows = [exported(row), exported(theirs), exported(theirs, id=99)]
    found = preview(order, tmp_path, rows)
    first, second = (judged.refusals[0] for judged in found.rows[1:])
    assert (first.code, first.reason) == (second.code, second.reason)


def test_another_client_s_file_is_worded_like_an_unknown_one(
    order: Order, charlie: Member, tmp_path: Path
) -> None:
    theirs = DotationFactory.create(order=OrderFactory.create(client=charlie.client))
    sentences = []
    for row in (exported(theirs), exported(theirs, id=99)):
        with pytest.raises(FileOfAnotherOrder) as caught:
            preview(order, tmp_path, [row])
        assert caught.value.number is None
        sentences.append(str(caught.value))
    assert sentences[0] == sentences[1]


def test_rows_that_repeat_a_dotation(order: Order, tmp_path: Path) -> None:
    """The same twice: the first stands. Two that differ: nobody can tell which is right."""
    same, differs = DotationFactory.create(order=order), DotationFactory.create(order=order)
    rows = [
        exported(same, email="a@yopmail.example"),
        exported(same, email="a@yopmail.example"),
        exported(differs, email="b@yopmail.example"),
        exported(differs, email="c@yopmail.example"),
    ]
    found = preview(order, tmp_path, rows)
    assert [row.verdict for row in found.rows] == ["modified", "refused", "refused", "refused"]
    assert "ligne 2" in found.rows[1].refusals[0].reason
    assert "ligne 5" in found.rows[2].refusals[0].reason


@pytest.mark.parametrize("first_cell", ["A1", "B3", "D9"])
def test_a_table_anywhere_keeps_the_sheet_s_own_numbers(
    order: Order, tmp_path: Path, first_cell: str
) -> None:
    row = DotationFactory.create(order=order)
    found = preview(order, tmp_path, [exported(row, phone="1")], first_cell=first_cell)
    assert found.rows[0].number == int(first_cell[1:]) + 1


def test_columns_in_any_order_some_missing_some_more(order: Order, tmp_path: Path) -> None:
    row = DotationFactory.create(order=order)
    path = tmp_path / "a.csv"
    content = f"Tableau des départs\n\nservice;COURRIEL;identifiant\nAchats;x@y.fr;{row.pk}\n"
    path.write_text(content, encoding="cp1252")
    (judged,) = preview_file(order, path).rows
    assert judged.contact == Contact("x@y.fr", row.phone)


def test_without_any_contact_column_the_file_is_refused(order: Order, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Identifiant;Nom\n1;A\n")
    with pytest.raises(DomainError, match="Adresse Mail"):
        preview_file(order, path)


def test_a_header_alone_is_refused(order: Order, tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        preview(order, tmp_path, [])


def test_what_was_corrected_since_the_export_is_not_overwritten(
    order: Order, alice: Member, tmp_path: Path
) -> None:
    row = DotationFactory.create(order=order, email="before@yopmail.example")
    stale = exported(row, phone="0622329618")
    contact = Contact("after@yopmail.example", row.phone)
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    found = preview_file(order, correction_file(tmp_path, [stale]))
    assert codes(found) == [[("email", "changed-since-export")]]
    (refusal,) = found.rows[0].refusals
    assert refusal.value == "before@yopmail.example"
    assert str(alice.user) in refusal.reason
    assert "after@yopmail.example" in refusal.reason
    assert JournalEntry.objects.count() == 1


def test_eight_people_on_one_address_are_counted(order: Order, tmp_path: Path) -> None:
    rows = [DotationFactory.create(order=order, last_name=f"NOM{n}") for n in range(8)]
    files = [exported(row, email="accueil@yopmail.example") for row in rows]
    found = preview(order, tmp_path, files)
    assert found.count(Verdict.MODIFIED) == 8
    assert found.warnings == [
        "8 bénéficiaires auraient la même adresse\u00a0: accueil@yopmail.example."
    ]


def test_a_column_sorted_alone_is_noticed(order: Order, tmp_path: Path) -> None:
    rows = [DotationFactory.create(order=order) for _ in range(6)]
    emails = [row.email for row in rows[1:] + rows[:1]]
    files = [exported(row, email=email) for row, email in zip(rows, emails, strict=True)]
    (warning,) = preview(order, tmp_path, files).warnings
    assert warning.startswith("6 lignes reçoivent l’adresse actuelle d’un autre bénéficiaire")


def test_identifiers_shifted_against_names_are_noticed(order: Order, tmp_path: Path) -> None:
    rows = [DotationFactory.create(order=order, last_name=f"NOM{n}") for n in range(6)]
    shifted: list[Dotation] = rows[1:] + rows[:1]
    files = [exported(row, id=other.pk) for row, other in zip(rows, shifted, strict=True)]
    found = preview(order, tmp_path, files)
    assert found.count(Verdict.REFUSED) == 6
    assert found.warnings[-1].startswith("Sur 6 lignes, matricule, nom ou montant")


def test_a_likely_slip_is_a_hint(order: Order, tmp_path: Path) -> None:
    row = DotationFactory.create(order=order)
    (judged,) = preview(order, tmp_path, [exported(row, email="louise@yotmail.com")]).rows
    assert (judged.verdict, judged.suggestion) == (Verdict.MODIFIED, "louise@yopmail.com")
