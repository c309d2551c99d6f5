import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.kernel.text import clean, fold


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
