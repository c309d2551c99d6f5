"""The spaces of French that the end of a line must not cut, put where sources have plain ones."""

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_PLACES = [
    (re.compile(r"(?<=«) "), NO_BREAK),
    (re.compile(r"(?<=\S) (?=[:»])"), NO_BREAK),
    (re.compile(r"(?<=\S) (?=[;!?])"), NARROW),
    # « 12 h », « 5 % », « N° 2 800 901 », figures and what takes their place alike.
    (re.compile(r"(?<=[\d)}s]) (?=(?:h|%|%%|€|ko|Mo)(?![\w(]))"), NO_BREAK),
    (re.compile(r"(?<=[Nn]°) (?=[\d%{])"), NO_BREAK),
    # « 31 décembre 2026 », « 1er mars ».
    (re.compile(rf"(?:(?<=\d)|(?<=\der)) (?=(?:{_MONTHS})\b)"), NO_BREAK),
    (re.compile(rf"(?<!\w)({_MONTHS}) (?=\d)"), rf"\1{NO_BREAK}"),
]


def typeset(text: str) -> str:
    for place, space in _PLACES:
        text = place.sub(space, text)
    return text
