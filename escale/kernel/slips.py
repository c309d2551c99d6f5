"""Slips of the keyboard in the domain of a mail address: which known one was probably meant.

Measured, with what was tried: docs/concerns/hints.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from phonenumbers import SUPPORTED_REGIONS

from escale.kernel.mail_providers import OFTEN_MEANT, REAL_LOOKALIKES, SELDOM_MEANT

# What one slip weighs: the more usual, the lighter. Hardly anybody misses the first letter.
SWAPPED, REPEATED, NEIGHBOUR, ANY, AT_THE_START = 0.6, 0.5, 0.7, 1.0, 0.5
# How much a name may be off, by its length: of three letters, anything is another word.
LIMITS = ((4, 0.6), (6, 1.2), (9, 1.5), (99, 2.0))
SELDOM_LIMIT = 0.6
# Of a client's own domains, however long: hardly more than one slip, or it is another one.
FAMILIAR_LIMIT = 1.5
MOST_LETTERS_OFF = 2

# Countries have a telephone code and a domain of the same two letters, or nearly.
_COUNTRIES = frozenset(region.lower() for region in SUPPORTED_REGIONS) | {"eu", "uk", "su", "tf"}
# Those whose domain differs from .com by one key: after a known name, slips.
_ALMOST_COM = frozenset({"co", "cm", "om"})
_USUAL_ENDINGS = ("fr", "com", "net", "org")
# Nobody has these, and .com and the others are what was meant.
_NO_ENDINGS = frozenset({
    "con", "cmo", "ocm", "vom", "xom", "cim", "cpm", "comm", "coml", "come", "cop",
    "nte", "ent", "nett", "frr", "ffr", "fre", "ogr", "rog",
})  # fmt: skip


def _neighbours() -> frozenset[tuple[str, str]]:
    """Keys that touch each other on the keyboards of France; m and n, which look alike."""
    rows = ("azertyuiop", "qsdfghjklm", "wxcvbn")
    pairs = {("m", "n")}
    for row, below in zip(rows, (*rows[1:], ""), strict=True):
        pairs |= set(pairwise(row))
        pairs |= set(zip(row, below, strict=False)) | set(zip(row[1:], below, strict=False))
    return frozenset(pairs | {(second, first) for first, second in pairs})


_NEIGHBOURS = _neighbours()


def _letters(text: str) -> int:
    """Which letters there are, as bits: two texts are compared at once."""
    bits = 0
    for character in text:
        bits |= 1 << (ord(character) & 63)
    return bits


@dataclass(frozen=True, slots=True)
class Target:
    """A domain that may be proposed, and how far from it a typed one may be."""

    domain: str
    name: str
    ending: str
    limit: float
    letters: int

    @classmethod
    def of(cls, domain: str, most: float) -> "Target":
        name, _dot, ending = domain.rpartition(".")
        limit = next(limit for length, limit in LIMITS if len(name) <= length)
        return cls(domain, name, ending, min(limit, most), _letters(domain))

    def is_far_from(self, typed: str, letters: int) -> bool:
        """At a glance: most are."""
        return (
            abs(len(typed) - len(self.domain)) > MOST_LETTERS_OFF
            or (letters & ~self.letters).bit_count() > MOST_LETTERS_OFF
            or (self.letters & ~letters).bit_count() > MOST_LETTERS_OFF
        )


class Targets:
    """The usual providers and a client's own domains; `meant` asks them all."""

    def __init__(self, familiar: Iterable[str] = ()) -> None:
        ours = sorted(set(familiar))
        self._all = [
            *(Target.of(domain, FAMILIAR_LIMIT) for domain in ours),
            *(Target.of(domain, LIMITS[-1][1]) for domain in OFTEN_MEANT),
            *(Target.of(domain, SELDOM_LIMIT) for domain in SELDOM_MEANT),
        ]
        self._known = REAL_LOOKALIKES.union(target.domain for target in self._all)
        self._squeezed = {_squeezed(target.domain): target.domain for target in self._all[::-1]}

    def has(self, domain: str) -> bool:
        return domain in self._known

    def meant(self, typed: str) -> str | None:
        """The domain that was probably meant by one in lower case; None if it may well be right."""
        if self.has(typed) or "." not in typed:
            return None
        return (
            self._glued(typed)
            or self._of_that_name(typed)
            or self._nearest(typed)
            or self._of_no_ending(typed)
        )

    def _glued(self, typed: str) -> str | None:
        """A dot or a dash too many or missing, an ending put twice: g-mail.com, gmail.com.fr."""
        squeezed = _squeezed(typed)
        if found := self._squeezed.get(squeezed):
            return found
        trims = (squeezed.removesuffix(end) for end in _USUAL_ENDINGS if squeezed.endswith(end))
        return next((self._squeezed[trim] for trim in trims if trim in self._squeezed), None)

    def _of_that_name(self, typed: str) -> str | None:
        """The right name under a wrong ending: gmail.con, orange.ft."""
        name, _dot, ending = typed.rpartition(".")
        costs = [
            (_ending_cost(ending, target.ending), place, target.domain)
            for place, target in enumerate(self._all)
            if target.name == name
        ]
        if not costs:
            return None
        cost, _place, domain = min(costs)
        return domain if cost <= _ending_limit(ending) else None

    def _nearest(self, typed: str) -> str | None:
        letters = _letters(typed)
        costs = [
            (cost, place, target.domain)
            for place, target in enumerate(self._all)
            if not target.is_far_from(typed, letters)
            and (cost := slip_cost(typed, target.domain)) <= target.limit
        ]
        return min(costs)[2] if costs else None

    def _of_no_ending(self, typed: str) -> str | None:
        """Whatever the name, under an ending that does not exist: kerdraon.con, kerdraon.ft."""
        name, _dot, ending = typed.rpartition(".")
        if ending not in _NO_ENDINGS and (len(ending) != 2 or ending in _COUNTRIES):
            return None
        cost, usual = min((_ending_cost(ending, usual), usual) for usual in _USUAL_ENDINGS)
        mended = f"{name}.{usual}"
        return (self.meant(mended) or mended) if cost <= ANY else None


@lru_cache(maxsize=256)
def targets(familiar: frozenset[str]) -> Targets:
    return Targets(familiar)


def slip_cost(typed: str, meant: str) -> float:
    """What it takes to make one text of the other: letters swapped, missed, added, mistaken."""
    before: list[float] = []
    line = [0.0]
    for j in range(1, len(meant) + 1):
        line.append(line[-1] + _missed(meant, j))
    for i in range(1, len(typed) + 1):
        before, last, line = line, before, [line[0] + _missed(typed, i)]
        for j in range(1, len(meant) + 1):
            cost = min(
                before[j - 1] + _mistaken(typed[i - 1], meant[j - 1], is_first=i == j == 1),
                before[j] + _missed(typed, i),
                line[j - 1] + _missed(meant, j),
            )
            if i > 1 < j and typed[i - 1] == meant[j - 2] and typed[i - 2] == meant[j - 1]:
                cost = min(cost, last[j - 2] + SWAPPED)
            line.append(cost)
    return line[-1]


def _missed(text: str, place: int) -> float:
    """Of the letter at that place, from 1, which the other text has not."""
    if place > 1 and text[place - 1] == text[place - 2]:
        return REPEATED
    return ANY + AT_THE_START if place == 1 else ANY


def _mistaken(typed: str, meant: str, *, is_first: bool) -> float:
    if typed == meant:
        return 0.0
    cost = NEIGHBOUR if (typed, meant) in _NEIGHBOURS else ANY
    return cost + AT_THE_START if is_first else cost


def _ending_cost(typed: str, meant: str) -> float:
    if meant.startswith(typed):
        return REPEATED * (len(meant) - len(typed))
    # Its first letter is one in the middle of the domain.
    return slip_cost(f".{typed}", f".{meant}")


def _ending_limit(ending: str) -> float:
    """How much it may be off: little if it exists, a lot if it does not."""
    if len(ending) > 2 or ending in _ALMOST_COM:
        return ANY
    return NEIGHBOUR if ending in _COUNTRIES else 2 * ANY


def _squeezed(domain: str) -> str:
    return domain.replace("-", "").replace(".", "")
