"""The subject of the message that came back, which decides nothing: it is ours."""

import re

from escale.bounces.parsing.mime import Part
from escale.bounces.parsing.words import AWAY, FAILURE, PASSED_ON
from escale.mailing.wording import folded

_SUBJECT_LINE = re.compile(
    r"(?im)^[ \t>*|-]*(subject|objet|sujet|betreff|asunto|oggetto|assunto|onderwerp)[ \t]*:.*$"
)
# A shorter one may be a word that the server needs; an address is one.
ENOUGH_LETTERS = 8


def own_subject(message: Part, returned: Part | None) -> str:
    """The subject of a returned message, without the one that it quotes; folded."""
    subject = folded(message.header("subject"))
    if PASSED_ON.match(subject):
        # Somebody answers: all of it is quoted.
        return ""
    ours = _subject_of(returned)
    if ours and ours in subject:
        return subject.replace(ours, " ")
    first, _colon, _rest = subject.partition(":")
    return first if FAILURE.search(first) or AWAY.search(first) else subject


def without_subject(text: str, message: Part, returned: Part | None) -> str:
    """A text without the lines and the phrases that are a subject of ours."""
    kept = _SUBJECT_LINE.sub("", text)
    _first, _colon, after = message.header("subject").partition(":")
    ours = returned.header("subject") if returned else ""
    for subject in (ours.strip(), after.strip()):
        if len(subject) >= ENOUGH_LETTERS and "@" not in subject:
            kept = kept.replace(subject, " ")
    return kept


def _subject_of(returned: Part | None) -> str:
    return folded(returned.header("subject")).strip() if returned else ""
