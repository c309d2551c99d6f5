"""What is wrong with an English text: missing, out of date, or not saying what the French says."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from babel.messages.catalog import Catalog, Message

from translations.catalogue import forms, messages, singular
from translations.extraction import Key

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}")
_TAG = re.compile(r"<[^<>]+>")
_EDGES = re.compile(r"^\s*|\s*$")
# What a French hand leaves in English: its quotes, its spaces before « : », straight apostrophes.
_FRENCH_TYPOGRAPHY = re.compile(r"[«»\u00a0\u202f]|\w [:;!?](?:\s|$)|\w'\w|\"")
_QUOTED = re.compile(r"“[^”]*”")
# French alone: no word of English is written so.
_FRENCH_WORD = re.compile(
    r"\b(?:le|les|des|du|une|est|sont|vous|votre|vos|pour|avec|dans|cette|aucun|aucune|qui)\b"
    r"|\b[dlnsj]’[a-zéèêà]",
    re.IGNORECASE,
)


def faults(catalog: Catalog, found: Collection[Key]) -> list[str]:
    """One line each; none when all that the product says is in English."""
    known = {singular(message.id) for message in messages(catalog)}
    told = [f"not in the catalogue: {singular(key)}" for key in found if singular(key) not in known]
    told += [f"no longer used: {message.id}" for message in catalog.obsolete.values()]
    for message in messages(catalog):
        told += [f"{fault}: {singular(message.id)}" for fault in _faults_of(message, found)]
    return told


def _faults_of(message: Message, found: Collection[Key]) -> Iterator[str]:
    if message.id not in found:
        yield "no longer used"
    if message.fuzzy:
        yield "fuzzy"
    english = forms(message.string)
    if len(english) != len(forms(message.id)) or not all(english):
        yield "not translated"
        return
    for french_form, english_form in zip(forms(message.id), english, strict=True):
        yield from _differences(french_form, english_form)


def _differences(french: str, english: str) -> Iterator[str]:
    for what, pattern in (("placeholders", _PLACEHOLDER), ("tags", _TAG)):
        if Counter(pattern.findall(french)) != Counter(pattern.findall(english)):
            yield f"{what} differ"
    if _edges(french) != _edges(english):
        yield "spaces or lines at its ends differ"
    words = _PLACEHOLDER.sub("x", _TAG.sub("", english))
    if _FRENCH_TYPOGRAPHY.search(words):
        yield "French typography"
    if _FRENCH_WORD.search(_QUOTED.sub("", words)):
        yield "French words"


def _edges(text: str) -> list[str]:
    return [edge.replace("\u00a0", " ") for edge in _EDGES.findall(text)]
