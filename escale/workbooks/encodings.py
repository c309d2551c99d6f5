"""Which letters the bytes of a text stand for: its marks first, then what reads as French.

Runs inside the parsing child. charset-normalizer says which readings hold together; between those,
the titles that are known and the letters of French decide. It never decides alone: a file of names
has too few sentences for it.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from charset_normalizer import from_bytes

from escale.workbooks.refusals import FileRefused, Refusal

# By how often French spreadsheets save so: of two equal readings, the first.
EIGHT_BITS = ("cp1252", "mac_roman", "cp850", "iso8859-15")
WIDE = ("utf-16-le", "utf-16-be")
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Looked up while files can still be opened.
CODECS = (*EIGHT_BITS, *WIDE, "cp437", "utf-8-sig", "utf-16", "utf-32")

SAMPLE = 64 * 1024
JUDGED_WORDS = 2_000
# From here on, what reads badly is no slip of one name: the whole reading is wrong.
WRONG_SHARE = 0.25
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
# « ZoÃ© », and the sign that stands for what could not be read.
_MISREAD = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€|\ufffd")
_FRENCH = frozenset("àâçéèêëîïôùûüÿœæ")
_NEIGHBOURS = frozenset("áäãåìíñóòöõúß")
# What a word is worth whose letters no neighbour has: another alphabet, misread.
STRANGE = 0.1
# Beside letters, and never between them save these few.
_SIGNS = frozenset("€°’«»–—…“”²")
_BESIDE = frozenset("€°’")
# « ZoÉ », « CÏline », « PâRET » are no way to write a name; « McÉvoy » and « éa » are.
_CAPITAL_INSIDE = re.compile(r"[aé]É|[AÉ]É[aé]|[AÉ]é[AÉ]|éA")
_SEPARATORS = str.maketrans(dict.fromkeys(";,\t|\"'’-.()/", " "))

# How many known titles a text has, under its best separator.
CountTitles = Callable[[str], int]


@dataclass(frozen=True)
class Decoded:
    """`doubtful` are words whose accents somebody should look at."""

    text: str
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reading:
    encoding: str
    text: str
    titles: int
    letters: float
    wrong: tuple[str, ...]
    strange: tuple[str, ...]
    words: int

    @property
    def worth(self) -> tuple[int, float]:
        return self.titles, self.letters


def decoded(data: bytes, count_titles: CountTitles) -> Decoded:
    """Raises FileRefused where no reading makes French of it."""
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _sure(_strictly(data, encoding))
    if wide := _wide_encoding(data):
        return _sure(_strictly(data, wide))
    try:
        return _sure(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _best_reading(data, count_titles)


def _sure(text: str) -> Decoded:
    """Its letters are what it says; a program may have misread them before it wrote it."""
    if not _MISREAD.search(text):
        return Decoded(text)
    return Decoded(text, tuple(word for word in _words(text) if _MISREAD.search(word)))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(Refusal.ENCODING) from None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: one byte of two is zero in what separators and digits are."""
    sample = data[:SAMPLE]
    if len(data) % 2 or sample.count(0) * 3 < len(sample):
        return None
    return WIDE[0] if sample[1::2].count(0) > sample[0::2].count(0) else WIDE[1]


def _best_reading(data: bytes, count_titles: CountTitles) -> Decoded:
    readings = list(_readings(data, count_titles))
    if not readings:
        raise FileRefused(Refusal.ENCODING)
    # The first of equals: max() keeps it.
    best = max(readings, key=lambda reading: reading.worth)
    if len(best.wrong) > best.words * WRONG_SHARE:
        raise FileRefused(Refusal.ENCODING)
    others = [one for one in readings if one is not best and one.text != best.text]
    rivals = [one.text for one in others if one.worth == best.worth]
    unsure = _unproven(best, others) or _differing(best, rivals)
    return Decoded(best.text, (*best.wrong, *best.strange) or unsure)


def _unproven(best: _Reading, others: Sequence[_Reading]) -> tuple[str, ...]:
    """The words of a reading that is not Windows's, unless our own titles say that it is right."""
    if best.encoding == EIGHT_BITS[0] or all(best.titles > other.titles for other in others):
        return ()
    return tuple(_words(best.text))


def _readings(data: bytes, count_titles: CountTitles) -> Iterator[_Reading]:
    coherent = {match.encoding for match in from_bytes(data[:SAMPLE], cp_isolation=[*EIGHT_BITS])}
    known = [one for one in EIGHT_BITS if codecs.lookup(one).name in map(_canonical, coherent)]
    for encoding in known or EIGHT_BITS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield _judged(encoding, text, count_titles(text))


def _canonical(encoding: str) -> str:
    return codecs.lookup(encoding).name


def _judged(encoding: str, text: str, titles: int) -> _Reading:
    words = list(_words(text))
    worths = [_worth(word) for word in words]
    judged = list(zip(words, worths, strict=True))
    return _Reading(
        encoding, text, titles, sum(worths),
        wrong=tuple(word for word, worth in judged if worth < 0),
        strange=tuple(word for word, worth in judged if worth == STRANGE),
        words=len(words),
    )  # fmt: skip


def _words(text: str) -> Iterator[str]:
    for found in islice(_WORD.finditer(text), JUDGED_WORDS):
        for word in found[0].translate(_SEPARATORS).split():
            if not word.isascii():
                yield word


def _worth(word: str) -> float:
    """1 for a word of French, less for a letter of its neighbours, -1 for what nobody writes."""
    if word.isdigit() or all(letter in _SIGNS for letter in word):
        return 1
    foreign = [one for one in word if not one.isascii() and one.lower() not in _FRENCH | _BESIDE]
    if not all(letter.isalpha() for letter in foreign) or _CAPITAL_INSIDE.search(_cases(word)):
        return -1
    if any(one.lower() not in _NEIGHBOURS for one in foreign):
        return STRANGE
    return 0.25 if foreign else 1


def _cases(word: str) -> str:
    """Letter by letter: A and a of ASCII, É and é beyond, « . » for the rest."""
    return "".join(
        "." if not one.isalpha() else ("Aa" if one.isascii() else "Éé")[not one.isupper()]
        for one in word
    )


def _differing(best: _Reading, others: Iterable[str]) -> tuple[str, ...]:
    """Words that another reading, as good as this one, would write otherwise."""
    for other in others:
        pairs = zip(_words(best.text), _words(other), strict=False)
        return tuple(mine for mine, theirs in pairs if mine != theirs)
    return ()
