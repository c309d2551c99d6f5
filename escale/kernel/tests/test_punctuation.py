from collections.abc import Sequence

import pytest
from django.utils.translation import override

from escale.kernel.languages import ENGLISH
from escale.kernel.punctuation import alternatives, enumerated, of_name, with_whole_hours


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (["un"], "un", "un"),
        (["un", "deux"], "un et deux", "un and deux"),
        (["un", "deux", "trois"], "un, deux et trois", "un, deux and trois"),
    ],
)
def test_the_last_word_is_joined(words: Sequence[str], french: str, english: str) -> None:
    assert enumerated(words) == french
    with override("en"):
        assert enumerated(words) == english


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ANCV Client", "d’ANCV Client"),
        ("Émile", "d’Émile"),
        ("Œuvres sociales", "d’Œuvres sociales"),
        ("ancv TEST8", "d’ancv TEST8"),
        ("Yves", "d’Yves"),
        ("Yonne Habitat", "de Yonne Habitat"),
        ("CSE Ateliers Kerdraon", "de CSE Ateliers Kerdraon"),
        # Silent or not, nobody can tell.
        ("Hauteville", "de Hauteville"),
        ("3 Suisses", "de 3 Suisses"),
    ],
)
def test_de_is_elided_before_a_vowel(name: str, written: str) -> None:
    assert of_name(name) == written


def test_english_has_of() -> None:
    with override(ENGLISH):
        assert of_name("ANCV Client") == "of ANCV Client"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("lundi, de 9 h à 18 h", "lundi, de\u00a09\u00a0h\u00a0à\u00a018\u00a0h"),
        ("9 h 30 à 18 h 15", "9\u00a0h\u00a030\u00a0à\u00a018\u00a0h\u00a015"),
        ("9h 30, 2 pm", "9h\u00a030, 2 pm"),
        ("2 halles", "2 halles"),
    ],
)
def test_an_hour_is_never_cut(typed: str, shown: str) -> None:
    assert with_whole_hours(typed) == shown


def test_alternatives() -> None:
    assert alternatives(["e-mail"]) == "e-mail"
    assert alternatives(["nom", "e-mail", "mobile"]) == "nom, e-mail ou mobile"
