"""Which columns a row of titles names, by what people call them.

The parsing child reads it too, to find the sheet, the encoding and the separator: no Django here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from escale.kernel.text import clean, fold

# What HR files say around the one word that counts: « N° de tél. portable du salarié ».
SURROUNDINGS = frozenset(
    {
        "a", "agent", "agents", "beneficiaire", "beneficiaires", "collaborateur",
        "collaborateurs", "d", "de", "des", "du", "employe", "employee", "employes", "l",
        "la", "le", "les", "n", "no", "num", "numero", "obligatoire", "of", "perso",
        "personal", "personnel", "personnelle", "principal", "principale", "rh", "s",
        "salarie", "salaries", "the", "votre", "vos", "1",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class KnownTitles:
    """`exact` are our own titles, `habits` what a client has said of its files, `usual` what else
    people say; each by normal name, to the key of a column. A habit of no column is « not read ».
    """

    exact: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    habits: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def key_of(self, title: object) -> tuple[int, str]:
        """The column that a cell names, and how surely, 0 being the best; « » for none."""
        name = normal_name(title) if isinstance(title, str) else ""
        if not name:
            return 0, ""
        for rank, names in enumerate((self.exact, self.habits, self.usual)):
            if name in names:
                return rank, names[name]
        bare = bare_name(title)
        return 2, self.exact.get(bare) or self.usual.get(bare) or ""


NOTHING_KNOWN = KnownTitles()


@dataclass(frozen=True)
class Wanted:
    """What to look for: sheets and columns are found by `titles`, or the sheet by its name."""

    titles: KnownTitles = NOTHING_KNOWN
    sheet: str = ""


ANYTHING = Wanted()


def named_columns(cells: Sequence[object], titles: KnownTitles) -> dict[str, list[int]]:
    """For each column named in this row, the positions of the cells that name it best.

    Our title wins over what else people say: « Nom » beside « Nom de famille ».
    """
    named: dict[str, tuple[int, list[int]]] = {}
    for position, cell in enumerate(cells):
        rank, key = titles.key_of(cell)
        if not key:
            continue
        best, positions = named.get(key, (rank, []))
        if rank < best:
            best, positions = rank, []
        if rank == best:
            named[key] = (best, [*positions, position])
    return {key: positions for key, (_rank, positions) in named.items()}


def most_named(rows: Iterable[Sequence[object]], titles: KnownTitles) -> int:
    """How many columns the best of these rows names."""
    return max((len(named_columns(row, titles)) for row in rows), default=0)


def normal_name(text: object) -> str:
    """Titles are compared on their letters and digits alone: « N° de tél. » is « ndetel »."""
    return "".join(_words(text))


def bare_name(text: object) -> str:
    """The same without what surrounds the word that counts; empty where nothing else is said."""
    return "".join(word for word in _words(text) if word not in SURROUNDINGS)


def letter_of(position: int) -> str:
    """Of a column, as spreadsheets name it: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _words(text: object) -> list[str]:
    return _WORD.findall(fold(clean(str(text))))
