"""A2 of the reliability rules: any characters, twelve of them, and nobody guesses them."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

LOUISE = SimpleNamespace(
    first_name="Louise", last_name="FERBACH", email="louise.f@cse-lyon.example"
)


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse123",
        "azertyuiop123",
        "123456789012",
        "aaaaaaaaaaaa",
        "ferbach-louise-2026-zèbre",
        "mon-LOUISE-en-vacances-42",
        "Louise.FERBACH",
        "ferbach louise",
        "louise.f@cse-lyon.example",
        "ChequesVacances",
        "chequevacances2026",
        "escale-escale",
        "............",
        "M0tDeP4sse!!",
    ],
)
def test_what_is_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, LOUISE)  # type: ignore[arg-type]  # reads attributes only
    assert [error.code for error in refused.value.error_list] == ["password_guessable"]


@pytest.mark.parametrize(
    "password",
    [
        "quatre mots faciles a retenir",
        "pluie-tasse-velo-nuage",
        "été à la mer 🌊 demain",
        "7KQ3M9D2XAWZ",
        "x" * 5 + "Tr0ub4dour&lune",
        "une phrase de plus de soixante-quatre caractères, que colle un gestionnaire",
    ],
)
def test_what_nobody_guesses_is_accepted(password: str) -> None:
    validate_password(password, LOUISE)  # type: ignore[arg-type]


@pytest.mark.parametrize("password", ["", "court", "Tr0ub4dour&"])
def test_a_short_one_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, LOUISE)  # type: ignore[arg-type]


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(ValidationError, match="phrase de quatre mots"):
        validate_password("motdepasse123", None)
