"""Phrases as a person writes them, found in what servers write.

In a phrase, `a|b` is either word, `*` any ending of a word or a word of any kind, `…` up to six
words, `@` an address, whosever it is: nobody's name decides. Case, accents and punctuation do not
matter.
"""

import re
import unicodedata
from collections.abc import Iterable

# What a server says comes first; what follows advises, or quotes.
MOST_LETTERS = 8_000
_ADDRESS = re.compile(r"[^\s<>@:;,()\[\]\"]{1,150}@[^\s<>@:;,()\[\]\"]+")
# The name of the server that speaks, which may hold any word.
_SPEAKER = re.compile(r"\b(host|server|serveur|hote) (?=\S{0,100}[a-z])[^\s<>.]{0,100}\.[^\s<>]+")
# « l'adresse » is « adresse », « doesn't » is itself.
_ELISION = re.compile(r"\b([a-z]|qu)'(?=[aeiouyh])")
_NOT_IN_WORDS = re.compile(r"[^\w.'@]|_|[.'](?![^\W_])|(?<![^\W_])[.']")
_UP_TO_SIX_WORDS = r"(?:\S+ ){0,6}?"


def folded(text: str) -> str:
    """Lower case, without accents, straight apostrophes, single spaces between words of a line."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^\S\n]+", " ", kept)


def words_of(text: str) -> str:
    """Words and numbers of a text, one space between two of them; `@` for each address."""
    told = folded(text[:MOST_LETTERS])
    told = _SPEAKER.sub(" ", _ADDRESS.sub(" @ ", told)).replace("e-mail", "email")
    return " ".join(_NOT_IN_WORDS.sub(" ", _ELISION.sub("", told)).split())


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases in words."""
    found = "|".join(_pattern(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\S)(?:{found})(?!\S)")


def _pattern(phrase: str) -> str:
    """The blank after a word goes with it, so that `…` may stand for no word at all."""
    *others, last = _ELISION.sub("", phrase).split()
    before = [_UP_TO_SIX_WORDS if word == "…" else f"{_word(word)} " for word in others]
    return "".join([*before, _word(last)])


def _word(word: str) -> str:
    either = (
        r"\S*".join(re.escape(folded(piece)) for piece in one.split("*")) for one in word.split("|")
    )
    return f"(?:{'|'.join(either)})"
