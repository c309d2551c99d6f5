"""The rows of a long table, whose template is drawn once for all the rows that look alike.

Fifty rows are most of what a page costs (docs/performance.md), and they differ by printed values
alone: a name, an address. The template is drawn with holes in the place of those, which every row
alike fills with its own. What else the template asks of a row is noted while it is drawn: another
row is alike where it answers the same. So a template may change freely; but what its rows declare
as `PRINTED` may only be printed.

Moulds serve the next pages too, whoever asks: the template sees its row, a few yes or no that are
told apart, the token as a hole, and nothing else of the page.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from html import escape
from itertools import chain
from operator import attrgetter
from secrets import randbelow
from typing import Any, ClassVar, Protocol
from weakref import WeakKeyDictionary

from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Digits that nobody can foresee: a number where one is wanted, and nothing to escape.
_HOLE = str(10**14 + randbelow(9 * 10**14))
_HOLES = re.compile(rf"{_HOLE}(\d\d)")


class MouldedRow(Protocol):
    """By path, how each value that the template only prints is written."""

    PRINTED: ClassVar[Mapping[str, Callable[[Any], str]]]


@dataclass(slots=True)
class _Notes:
    """What a template asked of a row: `open` values by path, and the answers of all the others.

    `held` are the kinds of what the row holds: not every row holds something there.
    """

    open: dict[str, object] = field(default_factory=dict)
    held: dict[str, type] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)
    holes: int = 1

    def hole(self) -> str:
        self.holes += 1
        return f"{_HOLE}{self.holes - 1:02}"


class _Watched:
    """Stands for a row, or for what a row holds, while the template is drawn."""

    def __init__(self, row: MouldedRow, notes: _Notes, held: object = None, path: str = "") -> None:
        self._row, self._notes = row, notes
        self._held, self._path = held or row, path

    def __getattr__(self, name: str) -> object:
        path, value = self._path + name, getattr(self._held, name)
        if is_dataclass(value):
            self._notes.held[path] = type(value)
            return _Watched(self._row, self._notes, value, f"{path}.")
        if path not in self._row.PRINTED or not value:
            self._notes.answers[path] = value
            return value
        if path not in self._notes.open:
            self._notes.open[path] = _opened(value, self._notes)
        return self._notes.open[path]


def _opened(value: object, notes: _Notes) -> object:
    """An address stays one: some templates let it break at its « @ »."""
    if isinstance(value, int):
        return int(notes.hole())
    return f"{notes.hole()}@{notes.hole()}" if "@" in str(value) else notes.hole()


@dataclass(frozen=True, slots=True, eq=False)
class _Mould:
    """`text` has a `%s` for each hole, which `holes` tells by number."""

    text: str
    holes: Sequence[int]
    open: Sequence[tuple[Callable[[Any], Any], Callable[[Any], str], bool]]
    held: Sequence[tuple[Callable[[Any], Any], type]]
    answers: Sequence[tuple[Callable[[Any], Any], object]]

    def filled(self, row: MouldedRow, token: str) -> str | None:
        """None for a row that is not alike."""
        # First what is held: nothing more can be asked of a row that holds nothing there.
        is_alike = all(type(read(row)) is kind for read, kind in self.held) and all(
            read(row) == answer for read, answer in self.answers
        )
        return self.poured(row, token) if is_alike else None

    def poured(self, row: MouldedRow, token: str) -> str | None:
        """The same, whatever the row answers now; None where what it prints is of another kind."""
        values = [escape(token)]
        for read, write, is_address in self.open:
            value = read(row)
            written = write(value) if value else ""
            if not written or ("@" in written) != is_address:
                return None
            safe = written if written.isalnum() else escape(written)
            values.extend(safe.rpartition("@")[::2] if is_address else [safe])
        return self.text % tuple([values[hole] for hole in self.holes])


# By template, then by what the page says of all its rows.
_SHELVES: WeakKeyDictionary[Template, dict[object, list[_Mould]]] = WeakKeyDictionary()
# On one shelf, the newest: what rows may answer has no end.
KEPT = 64


def drawn_rows(
    rows: Iterable[MouldedRow], template: Template, *, token: str, known: Mapping[str, bool]
) -> SafeString:
    """Each row drawn by the template, as `line`, beside what is `known` of all of them."""
    key = (get_language(), bool(token), *sorted(known.items()))
    shelf = _SHELVES.setdefault(template, {}).setdefault(key, [])
    used: list[_Mould] = []
    drawn: list[str] = []
    for row in rows:
        # A page shows few looks: those it has used come first.
        mould, text = _fitting(row, chain(used, shelf), token)
        if mould is None:
            mould = _made(row, template, known, has_token=bool(token))
            # Its own mould, even if time passed meanwhile and an answer with it.
            text = mould.poured(row, token)
            shelf.append(mould)
        if mould not in used:
            used.append(mould)
        drawn.append(text or "")
    del shelf[:-KEPT]
    # Literals of the template, escaped values.
    return SafeString("".join(drawn))  # nosec B308 B703


def _fitting(
    row: MouldedRow, moulds: Iterable[_Mould], token: str
) -> tuple[_Mould, str] | tuple[None, None]:
    for mould in moulds:
        text = mould.filled(row, token)
        if text is not None:
            return mould, text
    return None, None


def _made(
    row: MouldedRow, template: Template, known: Mapping[str, bool], *, has_token: bool
) -> _Mould:
    notes = _Notes()
    values: dict[str, object] = {**known, "line": _Watched(row, notes)}
    if has_token:
        values["csrf_token"] = f"{_HOLE}00"
    literals, holes = _split(template.render(Context(values)))
    return _Mould(
        "%s".join(literal.replace("%", "%%") for literal in literals),
        holes,
        [
            (attrgetter(path), row.PRINTED[path], "@" in str(hole))
            for path, hole in notes.open.items()
        ],
        [(attrgetter(path), kind) for path, kind in notes.held.items()],
        [(attrgetter(path), answer) for path, answer in notes.answers.items()],
    )


def _split(drawn: str) -> tuple[list[str], list[int]]:
    """What is between the holes, and their numbers."""
    parts = _HOLES.split(drawn)
    return parts[::2], [int(number) for number in parts[1::2]]
