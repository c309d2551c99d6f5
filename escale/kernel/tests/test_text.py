import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.kernel.text import clean, fold, in_our_digits, whole_number, without_marks


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Éloïse", "eloise"),
        ("ŒUVRARD", "oeuvrard"),
        ("Lætitia", "laetitia"),
        ("ŸVES", "yves"),
        ("L’HERMITTE", "l'hermitte"),
        ("E\u0301loi\u0308se", "eloise"),
        ("MÜLLER", "muller"),
        ("Straße", "strasse"),
    ],
)
def test_accents_and_case_do_not_count(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_cleaning_keeps_the_name_as_typed() -> None:
    assert clean("  de LA\u00a0ROCHE\u200b  \n FOUCAULD\0") == "de LA ROCHE FOUCAULD"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('="00501"', "00501"),
        ("='00501'", "00501"),
        ("=00501", "00501"),
        (' ="00501" ', "00501"),
        ("'00501", "00501"),
        ("'lou@yopmail.example", "lou@yopmail.example"),
        ("’0676028937", "0676028937"),
        ('=""', ""),
        # Names, formulas and what nobody marked stay as they are.
        ("'t Hooft", "'t Hooft"),
        ("O'Neill", "O'Neill"),
        ("=A1+1", "=A1+1"),
        ("00501", "00501"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_puts_around_a_value_is_none_of_it(typed: str, meant: str) -> None:
    assert without_marks(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1001.0", "1001"), ("676029201.0", "676029201"), ("1001,0", "1001"), ("A1.0", "A1.0"),
     ("1001.5", "1001.5"), ("1.00", "1.00"), ("1001", "1001")],
)  # fmt: skip
def test_a_whole_number_written_with_decimals(typed: str, meant: str) -> None:
    assert whole_number(typed) == meant


def test_digits_of_any_script_are_ours() -> None:
    assert in_our_digits("０6 ７٦ ＋1") == "06 76 +1"
    assert in_our_digits("0676") == "0676"
