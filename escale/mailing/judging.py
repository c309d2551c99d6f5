"""What an answer of a server means: one judge for refusals at once, bounces and providers."""

import re
from collections.abc import Sequence

from escale.mailing.causes import Cause
from escale.mailing.phrases import CODES, HINTS, PASSING, SUBJECTS, TELLING, Meaning
from escale.mailing.remedies import Trouble
from escale.mailing.wording import words_of

_CODE = re.compile(r"(?<!\S)[45]\.(\d{1,3}\.\d{1,3})(?!\S)")
_FOR_NOW = re.compile(r"(?<!\S)(4\.\d{1,3}\.\d{1,3}|4[2-5]\d)(?!\S)")
# What programs write before the answer that they were given.
_SAYS_NOTHING = re.compile(r"\b(unknown address error|delivery attempts|does not like recipient)\b")


def cause_of(code: int | None, text: str) -> Cause:
    """Of an answer to us, by its reply code; None as a code when nothing was said."""
    if code is None:
        return Cause.NO_ANSWER
    if code >= 500:
        return cause_of_failure(text)
    meaning = _meaning([text])
    return meaning.cause if meaning else Cause.BUSY


def cause_of_failure(near: str, *others: str, whole: str = "") -> Cause:
    """Of a failure for good; texts by how near they are to the recipient they tell of.

    `whole` is what surrounds them, where telling words may stand as well.
    """
    texts = [near, *others]
    meaning = _meaning(texts, whole)
    if meaning is None:
        return Cause.REFUSED
    if meaning.cause == Cause.BUSY:
        # It would have passed: tried long enough by a server, or dropped at once, which is no
        # fault of the recipient's.
        tried = any(_FOR_NOW.search(words_of(text)) for text in texts)
        return Cause.NO_ANSWER if tried else Cause.OURS
    return meaning.cause


def trouble_of(text: str) -> Trouble | None:
    """What a server has against us, where its answer says so."""
    meaning = _meaning([text])
    if meaning is not None and meaning.cause == Cause.BUSY:
        return Trouble.PACE
    return meaning.trouble if meaning else None


def _meaning(texts: Sequence[str], whole: str = "") -> Meaning | None:
    said = [_telling(text) for text in texts]
    around = [_telling(whole)] if whole else []
    return _told(said) or _told(around) or _in_words(said, HINTS)


def _told(texts: Sequence[str]) -> Meaning | None:
    """Words that say it, then a code that does, then what passes, then the subject of a code."""
    codes = [code for words in texts for code in _CODE.findall(words)]
    # A detail of 0 is « other »: the last to be asked.
    codes.sort(key=lambda code: code.endswith(".0"))
    return (
        _in_words(texts, TELLING)
        or next((CODES[code] for code in codes if code in CODES), None)
        or _in_words(texts, PASSING)
        or next((SUBJECTS[one] for one in map(_subject, codes) if one in SUBJECTS), None)
    )


def _in_words(texts: Sequence[str], meanings: Sequence[Meaning]) -> Meaning | None:
    """Of the nearest text that says one."""
    return next((one for words in texts for one in meanings if one.is_in(words)), None)


def _telling(text: str) -> str:
    return _SAYS_NOTHING.sub(" ", words_of(text))


def _subject(code: str) -> str:
    """Of the protocol, « other » is what many write for want of a better code."""
    return "" if code == "5.0" else code.partition(".")[0]
