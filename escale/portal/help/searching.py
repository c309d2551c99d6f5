"""Finding an answer: every question in memory, ranked by the words it shares with what is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from itertools import chain
from math import log

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from escale.kernel.languages import present_language
from escale.portal.help.questions.question import Question
from escale.portal.help.questions.topics import TOPICS
from escale.portal.help.words import Vocabulary, vocabulary_of

# What a word is worth where it stands: asked, among the other words, in the answer.
WORTH = (3.0, 2.0, 1.0)
# What it is worth beside the very word: its beginning, another word for it, a part of what it says.
BEGINNING, SAME_MEANING, PART = 0.7, 0.8, 0.4
LEAST_BEGINNING, MOST_ENDING = 4, 3
LIKE = 0.85
# Of what was typed: anybody asks, and each unknown word is compared with all known ones.
MOST_WORDS = 12
# Of what the best answer holds, what another one must hold too.
LEAST_SHARE = 0.6
MOST_SHOWN = 8


@dataclass(frozen=True)
class Entry:
    """A question, its fields as stems, and the meanings that each of them holds."""

    question: Question
    stems: tuple[tuple[str, ...], ...]
    meanings: tuple[frozenset[int], ...]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(self.stems))


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing looked for: a word with all that stands for it, by what each is worth."""

    worth: dict[str, float]
    meaning: int | None

    def strength(self, stems: Sequence[str], meanings: frozenset[int]) -> float:
        found = [self.worth[stem] for stem in stems if stem in self.worth]
        return max([*found, SAME_MEANING if self.meaning in meanings else 0.0])


@dataclass(frozen=True, slots=True)
class Found:
    question: Question
    # Stems to emphasise.
    looked_for: frozenset[str]

    @property
    def asked(self) -> SafeString:
        return _emphasised(str(self.question.asked), self.looked_for)

    @property
    def answer(self) -> SafeString:
        return _emphasised(str(self.question.answer), self.looked_for)


def search(typed: str) -> list[Found]:
    """The best answers first; none for words that say nothing of ours."""
    language = present_language()
    vocabulary, entries = vocabulary_of(language), _entries(language)
    asked = list(_asked(typed, vocabulary, entries))
    weights = [_rarity(one, entries) for one in asked]
    ranked = []
    for entry in entries:
        held = [weight for one, weight in zip(asked, weights, strict=True) if _holds(one, entry)]
        if held:
            ranked.append((sum(held), _score(asked, weights, entry), entry))
    if not ranked:
        return []
    most = max(share for share, _score, _entry in ranked)
    ranked = [one for one in ranked if one[0] >= LEAST_SHARE * most]
    ranked.sort(key=lambda one: one[0] * one[1], reverse=True)
    emphasised = frozenset(chain.from_iterable(one.worth for one in asked))
    return [Found(entry.question, emphasised) for _share, _score, entry in ranked[:MOST_SHOWN]]


def _score(asked: Sequence[Asked], weights: Sequence[float], entry: Entry) -> float:
    score = 0.0
    for one, weight in zip(asked, weights, strict=True):
        for worth, stems, meanings in zip(WORTH, entry.stems, entry.meanings, strict=True):
            score += worth * weight * one.strength(stems, meanings)
    # Of two that hold the same words, the one that asks nothing else.
    title = entry.stems[0]
    told = [stem for stem in title if any(stem in one.worth for one in asked)]
    return score * (1 + len(told) / max(1, len(title)))


def _holds(one: Asked, entry: Entry) -> bool:
    fields = zip(entry.stems, entry.meanings, strict=True)
    return any(one.strength(stems, meanings) for stems, meanings in fields)


def _rarity(one: Asked, entries: Sequence[Entry]) -> float:
    holding = sum(_holds(one, entry) for entry in entries)
    return log(1 + len(entries) / holding) if holding else 0.0


def _asked(typed: str, vocabulary: Vocabulary, entries: Sequence[Entry]) -> Iterator[Asked]:
    known = frozenset(chain.from_iterable(entry.vocabulary for entry in entries))
    known |= frozenset(chain.from_iterable(vocabulary.meanings))
    ordered = sorted(known)
    stems = [_meant(word.stem, ordered) for word in list(vocabulary.words(typed))[:MOST_WORDS]]
    for expression, meaning in _expressions(stems, vocabulary):
        strong = [stem for stem in expression if stem not in vocabulary.weak_stems]
        # Of several words that mean something together, each alone means less.
        worth = 1.0 if len(expression) == 1 else PART
        if strong:
            yield Asked(_worth(strong, worth, known), meaning)


def _meant(stem: str, known: Sequence[str]) -> str:
    """The known word that a slip is nearest to; itself where none is."""
    if len(stem) < LEAST_BEGINNING or any(_begin_alike(stem, other) for other in known):
        return stem
    return next(iter(get_close_matches(stem, known, n=1, cutoff=LIKE)), stem)


def _worth(stems: Sequence[str], worth: float, known: frozenset[str]) -> dict[str, float]:
    alike = {
        other: worth * BEGINNING for stem in stems for other in known if _begin_alike(stem, other)
    }
    return alike | dict.fromkeys(stems, worth)


def _begin_alike(typed: str, known: str) -> bool:
    """Typed to its half, or with another ending."""
    if min(len(typed), len(known)) < LEAST_BEGINNING:
        return typed == known
    is_ending = len(typed) - len(known) <= MOST_ENDING
    return known.startswith(typed) or (typed.startswith(known) and is_ending)


def _expressions(
    stems: Sequence[str], vocabulary: Vocabulary
) -> Iterator[tuple[Sequence[str], int | None]]:
    """The longest known ones, else word by word."""
    start = 0
    while start < len(stems):
        for length in (3, 2, 1):
            expression = tuple(stems[start : start + length])
            meaning = vocabulary.meanings.get(expression)
            if meaning is not None or length == 1:
                yield expression, meaning
                start += len(expression)
                break


@cache
def _entries(language: str) -> tuple[Entry, ...]:
    vocabulary = vocabulary_of(language)
    with override(language):
        return tuple(
            _entry(question, vocabulary) for topic in TOPICS for question in topic.questions
        )


def _entry(question: Question, vocabulary: Vocabulary) -> Entry:
    fields = (str(question.asked), question.other_words, str(question.answer))
    stems = tuple(tuple(word.stem for word in vocabulary.words(field)) for field in fields)
    meanings = tuple(
        frozenset(
            meaning for _stems, meaning in _expressions(field, vocabulary) if meaning is not None
        )
        for field in stems
    )
    return Entry(question, stems, meanings)


def _emphasised(text: str, looked_for: frozenset[str]) -> SafeString:
    pieces, rest = [], 0
    for word in vocabulary_of(present_language()).words(text):
        if word.stem in looked_for:
            pieces.append((text[rest : word.start], text[word.start : word.end]))
            rest = word.end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[rest:])
