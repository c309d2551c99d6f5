"""Passwords that are guessed: known ones, names, dates, suites (reliability A2)."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from escale.kernel.text import fold

# With the limit on tries, a hundred million guesses take centuries.
ENOUGH = 8.0
# Longer ones say nothing more of how they are guessed, and would take long to look at.
LOOKED_AT = 64
# What people here think of first.
CONTEXT = (
    "escale", "ancv", "cheque", "cheques", "vacances", "chequevacances", "motdepasse", "connect",
)  # fmt: skip
NAMES = ("first_name", "last_name", "full_name")
# A shorter word may stand in any password by chance.
NAME_LENGTH = 4
OWN_FIELDS = ("first_name", "last_name", "full_name", "email", "identifier")


def _words_of(texts: Iterable[str]) -> list[str]:
    """Whole, less the domain of an address, and word by word."""
    forms = [[text, text.split("@")[0], *re.split(r"\W+", text)] for text in texts]
    return [word.lower() for words in forms for word in words if word]


def _is_of(password: str, names: Iterable[str]) -> bool:
    """Whether it is built on one of these names, whatever its accents and capitals."""
    letters = fold(password)
    words = [word for name in names for word in re.split(r"[^\w]+", fold(name))]
    return any(word in letters for word in words if len(word) >= NAME_LENGTH)


def _guesses(password: str, *, known: list[str]) -> float:
    """As a power of ten. « louise.ferbach » is worth no more than « louiseferbach »."""
    looked_at = password[:LOOKED_AT]
    forms = {looked_at, re.sub(r"[\W_]+", "", looked_at)} - {""}
    return min((zxcvbn(form, user_inputs=known)["guesses_log10"] for form in forms), default=0.0)


class GuessableValidator:
    """For AUTH_PASSWORD_VALIDATORS: any characters, as long as nobody guesses them."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ANN401  # Django's contract
        own = [str(getattr(user, field, "") or "") for field in OWN_FIELDS]
        names = [str(getattr(user, field, "") or "") for field in NAMES]
        known = [*CONTEXT, *_words_of(own)]
        if _is_of(password, names) or _guesses(password, known=known) < ENOUGH:
            raise ValidationError(
                _(
                    "Ce mot de passe se devine : il est courant, ou proche de votre nom. Une "
                    "phrase de quatre mots convient très bien."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Ni un mot de passe courant, ni votre nom.")
