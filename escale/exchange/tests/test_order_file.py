from pathlib import Path

import pytest

from escale.dotations.states import DotationStatus
from escale.exchange.order_file import read_order_file
from escale.exchange.tests.order_files import order_file, row
from escale.workbooks.errors import WorkbookRefused

pytestmark = pytest.mark.django_db


def test_good_rows_are_ready_to_be_ordered(tmp_path: Path) -> None:
    file = read_order_file(order_file(tmp_path, [row(1), row(2, amount="550 €")]))
    assert file.errors == []
    assert [new.matricule for new in file.rows] == ["001", "002"]
    assert file.rows[1].amount == 55_000
    assert file.rows[0].phone == "+33665915236"
    assert {new.status for new in file.rows} == {DotationStatus.PRODUCTION}
    assert not file.with_statuses


def test_each_refusal_names_row_column_value_and_remedy(tmp_path: Path) -> None:
    rows = [row(1), row(2, phone="0144556677", email="bray2"), [], row(4, amount=150.5)]
    file = read_order_file(order_file(tmp_path, rows))
    assert [(error.row, error.column, error.value) for error in file.errors] == [
        (3, "Adresse Mail", "bray2"),
        (3, "Téléphone", "0144556677"),
        (5, "Montant", "150.5"),
    ]
    assert str(file.errors[1]).startswith("Ligne 3, Téléphone")
    assert "06 ou 07" in str(file.errors[1])
    assert file.blank_rows == 1


@pytest.mark.parametrize("count", [1, 5, 12])
def test_every_row_is_either_fit_or_refused(tmp_path: Path, count: int) -> None:
    rows = [row(number, phone="0" if number % 3 == 0 else "0665915236") for number in range(count)]
    file = read_order_file(order_file(tmp_path, rows))
    assert len(file.rows) + len({error.row for error in file.errors}) == count


def test_a_matricule_twice_names_both_rows(tmp_path: Path) -> None:
    file = read_order_file(order_file(tmp_path, [row(1), row(2), row(3, matricule="001")]))
    assert [str(error) for error in file.errors] == [
        "Ligne 4, Matricule\u00a0: Ce matricule est déjà celui de la ligne 2."
        " Donnez-en un par bénéficiaire. («\u00a0001\u00a0»)"
    ]


def test_leading_zeros_make_another_matricule(tmp_path: Path) -> None:
    rows = [row(1, matricule="001"), row(2, matricule=1)]
    assert read_order_file(order_file(tmp_path, rows)).errors == []


def test_a_phone_or_an_address_shared_is_only_a_warning(tmp_path: Path) -> None:
    rows = [row(1), row(2, email="ancv.rec1@yopmail.example"), row(3, phone="0600000010")]
    file = read_order_file(order_file(tmp_path, rows))
    assert len(file.rows) == 3
    assert [(warning.row, warning.column) for warning in file.warnings] == [
        (2, "Adresse Mail"),
        (2, "Téléphone"),
    ]
    assert "lignes 2, 3" in str(file.warnings[0])


def test_one_person_on_two_rows_is_no_warning(tmp_path: Path) -> None:
    rows = [row(1), row(1, matricule="002", last_name="test1")]
    assert read_order_file(order_file(tmp_path, rows)).warnings == []


def test_statuses_of_a_former_portal_are_kept(tmp_path: Path) -> None:
    rows = [[*row(1), "activé"], [*row(2), ""], [*row(3), "Erreur e-mail"]]
    file = read_order_file(order_file(tmp_path, rows, "Statut dotation"))
    assert [new.status for new in file.rows] == [
        DotationStatus.ACTIVATED,
        DotationStatus.PRODUCTION,
        DotationStatus.EMAIL_ERROR,
    ]
    assert file.with_statuses


def test_a_blank_status_column_takes_nothing_over(tmp_path: Path) -> None:
    path = order_file(tmp_path, [[*row(1), ""]], "Statut dotation")
    assert not read_order_file(path).with_statuses


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Matricule;Nom\n1;LOIR\n", encoding="utf-8")
    with pytest.raises(WorkbookRefused, match="« Prénom », « Adresse Mail »"):
        read_order_file(path)


def test_a_csv_of_another_program_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Effectif 2026;;;;;\nCourriel;Portable;Nom de famille;Prénom;N° matricule;Montant (€)\n"
        "bray1@yopmail.example;688983589;BERTE;raymonde1;003;500\n",
        encoding="cp1252",
    )
    file = read_order_file(path)
    assert (file.rows[0].matricule, file.rows[0].phone) == ("003", "+33688983589")
