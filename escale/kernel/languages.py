"""The languages people read. French is the sources' own; English is whoever's choice it is.

Files, documents and the e-mails about a dotation stay French: who reads them is not who asks for
them. An e-mail to somebody who chose, or who has an account, is in their language.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import get_language, override

P = ParamSpec("P")
R = TypeVar("R")

FRENCH = "fr"
# British: dates are day first, in what is read and in what is typed.
ENGLISH = "en-gb"


def is_english() -> bool:
    """Whether what is being written is for somebody who chose English."""
    return get_language() == ENGLISH


def known_language(asked: str) -> str:
    """One that people may choose; French for anything else."""
    return ENGLISH if asked == ENGLISH else FRENCH


def present_language() -> str:
    """Of the page that is asked for, to hand to a job that goes on with it."""
    return known_language(get_language() or FRENCH)


def in_french(write: Callable[P, R]) -> Callable[P, R]:
    """For what leaves the portal, or stays in it for others than who acts."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(FRENCH):
            return write(*args, **kwargs)

    return written
