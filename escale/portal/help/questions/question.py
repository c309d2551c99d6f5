from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from escale.kernel.languages import is_english


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the portal that an answer speaks of, by the name of its address."""

    label: Promise
    page: str


@dataclass(frozen=True, slots=True)
class Question:
    """`slug` is its address, « /faq/#rien-recu »: it stays when the words change."""

    slug: str
    asked: Promise
    answer: Promise
    links: Sequence[Link] = ()
    # Other words for the same thing, as people type them; never shown.
    also: str = ""
    also_english: str = ""

    @property
    def other_words(self) -> str:
        return self.also_english if is_english() else self.also


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    name: Promise
    questions: Sequence[Question]
