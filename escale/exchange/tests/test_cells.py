from collections.abc import Callable
from datetime import date

import pytest

from escale.dotations.states import DotationStatus
from escale.exchange.cells import (
    clean_amount,
    clean_email,
    clean_first_name,
    clean_identifier,
    clean_last_name,
    clean_matricule,
    clean_phone,
    clean_status,
)
from escale.exchange.errors import CellRefused, FormulaRefused
from escale.kernel.errors import DomainError
from escale.workbooks.sheet import Cell


@pytest.mark.parametrize(
    ("cell", "matricule"),
    [("001", "001"), (1, "1"), (" A-12\u00a0", "A-12"), ("1\x1f2", "12"), (30156, "30156")],
)
def test_a_matricule_is_text(cell: Cell, matricule: str) -> None:
    assert clean_matricule(cell) == matricule


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        (150, 15_000),
        (150.0, 15_000),
        ("150", 15_000),
        ("150 €", 15_000),
        ("150,00", 15_000),
        ("150.0", 15_000),
        ("1 000,00\u00a0€", 100_000),
        ("1\u202f000 euros", 100_000),
        (10, 1_000),
        (5_000, 500_000),
    ],
)
def test_an_amount_is_whole_euros(cell: Cell, cents: int) -> None:
    assert clean_amount(cell) == cents


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1.000", "lisible"),
        ("cent", "lisible"),
        ("", "vide"),
        (True, "format Texte"),
        (date(2020, 8, 21), "format Texte"),
    ],
)
def test_other_amounts_say_what_to_write(cell: Cell, words: str) -> None:
    with pytest.raises(DomainError) as caught:
        clean_amount(cell)
    assert words in str(caught.value).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("En attente d'activation", DotationStatus.AWAITING_ACTIVATION),
        ("en attente d’activation", DotationStatus.AWAITING_ACTIVATION),
        ("Erreur e-mail", DotationStatus.EMAIL_ERROR),
        ("Erreur sur e-mail", DotationStatus.EMAIL_ERROR),
        ("Activé", DotationStatus.ACTIVATED),
        ("intégration", DotationStatus.INTEGRATION),
        ("PRODUCTION", DotationStatus.PRODUCTION),
        ("expirée", DotationStatus.EXPIRED),
        ("", None),
    ],
)
def test_a_status_is_known_by_its_label(cell: Cell, status: DotationStatus | None) -> None:
    assert clean_status(cell) == status


def test_phones_and_addresses_are_the_kernel_s() -> None:
    assert clean_phone(665915236) == "+33665915236"
    assert clean_phone(665915236.0) == "+33665915236"
    assert clean_phone("06 65 91 52 36") == "+33665915236"
    assert clean_email(" Denis@YOPMAIL.example ") == "Denis@yopmail.example"


def test_names_are_kept_as_typed() -> None:
    assert clean_last_name(" de LA  ROCHEFOUCAULD\n") == "de LA ROCHEFOUCAULD"
    assert clean_first_name("Fañch") == "Fañch"


def test_an_identifier_is_a_number() -> None:
    assert clean_identifier(11843511) == 11843511
    assert clean_identifier("11843511") == 11843511
    with pytest.raises(DomainError):
        clean_identifier("11843511a")


@pytest.mark.parametrize(
    ("clean", "cell", "words"),
    [
        (clean_matricule, "", "vide"),
        (clean_matricule, date(2020, 8, 21), "format Texte"),
        (clean_matricule, "x" * 51, "50 caractères"),
        (clean_last_name, "x" * 101, "100 caractères"),
        (clean_first_name, "\u200b", "vide"),
        (clean_status, "peut-être", "inconnu"),
        (clean_email, "bray1@", "domaine"),
        (clean_email, 12, "@"),
        (clean_phone, "01 44 55 66 77", "06 ou 07"),
        (clean_phone, date(2020, 8, 21), "format Texte"),
    ],
)
def test_refusals_say_what_to_do(clean: Callable[[Cell], object], cell: Cell, words: str) -> None:
    with pytest.raises(DomainError) as caught:
        clean(cell)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "cell",
    ["#N/A", "#REF!", "#DIV/0!", "#VALEUR!", "#NOM?", "#NUL!", "#NOMBRE!", "#VALEUR !", "#N/D",
     " #n/a ", "####", "Err:502", "=VLOOKUP(A2;B:B;1;0)", "=A1", "=1+1"],
)  # fmt: skip
@pytest.mark.parametrize(
    "clean_cell",
    [clean_matricule, clean_last_name, clean_first_name, clean_email, clean_phone, clean_amount,
     clean_identifier],
)  # fmt: skip
def test_a_formula_that_gives_nothing_has_its_own_reason(
    cell: Cell, clean_cell: Callable[[Cell], object]
) -> None:
    with pytest.raises(FormulaRefused, match="formule"):
        clean_cell(cell)


@pytest.mark.parametrize(
    ("cell", "matricule"),
    [('="00501"', "00501"), ("'00501", "00501"), ("1001.0", "1001"), ("００７", "007"),
     ("#12", "#12"), ("2023-0015", "2023-0015")],
)  # fmt: skip
def test_a_matricule_is_what_the_sheet_means(cell: Cell, matricule: str) -> None:
    assert clean_matricule(cell) == matricule


def test_the_other_columns_are_cleaned_alike() -> None:
    assert clean_last_name("'MARTIN") == "MARTIN"
    assert clean_first_name('="Léa"') == "Léa"
    assert clean_email('="lou@yopmail.example"') == "lou@yopmail.example"
    assert clean_email("lou@yopmail.example\r\n") == "lou@yopmail.example"
    assert clean_amount('="150"') == clean_amount("１５０") == clean_amount("150.0") == 15_000
    assert clean_identifier("11843511.0") == clean_identifier("'11843511") == 11843511


@pytest.mark.parametrize("cell", ["1,23457E+11", "1.2E+10", "4E+15"])
def test_a_rounded_matricule_is_nobody_s(cell: Cell) -> None:
    with pytest.raises(CellRefused, match="arrondi"):
        clean_matricule(cell)
    assert clean_matricule("12E45") == "12E45"
