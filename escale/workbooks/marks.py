"""What a sheet of an .xlsx says beside its values: cells in error, formulas never computed,
formats that show zeros, hidden rows. The library that reads values gives none of it.

Runs inside the parsing child, behind the limits of `archive.py`. One look over the sheet's own
text: parsing it a second time would take as long as the import.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import chain
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree import ElementTree as XML

from escale.workbooks.limits import MEGABYTE
from escale.workbooks.number_formats import LARGEST, Pattern, as_shown, padded_pattern
from escale.workbooks.sheet import Cell

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN_PART = re.compile(r"/officeDocument$")
# In ordinary and in strict workbooks, whose names of elements differ.
RELATION_ID = re.compile(r"\}id$")

_PREFIX = rb"<(?:\w+:)?"
# A row or a cell that opens, with its attributes.
_OPENING = re.compile(_PREFIX + rb"(row|c)(?=[\s/>])([^>]*)>")
# A row or a cell that does not say where it is: all before it must be counted.
_UNPLACED = re.compile(_PREFIX + rb"(?:row|c)(?=[\s/>])(?![^>]*\sr\s*=)")
_ATTRIBUTE = re.compile(rb"""(?<![\w:])(r|s|t|hidden)\s*=\s*["']([^"']*)["']""")
_ERROR = re.compile(
    rb"\s*(?:" + _PREFIX + rb"f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f\s*>)\s*)?"
    + _PREFIX + rb"v\s*>([^<]*)<"
)  # fmt: skip
# A cell whose formula has no value: nothing after it, or an empty value.
_FORMULA = re.compile(
    _PREFIX + rb"(c)(?=[\s>])([^>]*)>\s*"
    + _PREFIX + rb"f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f\s*>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*>\s*</(?:\w+:)?v\s*>|</(?:\w+:)?c\s*>)"
)  # fmt: skip
_REFERENCE = re.compile(rb"([A-Z]+)(\d+)")
# Without one of these, a sheet has nothing to tell; « = » between spaces is a way to write one.
WORTH_A_LOOK = (
    b"hidden=", b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b" =",
)  # fmt: skip
# Beyond, thousands of styles are debris of copies: a tree of them would take the child's memory.
LARGEST_TREE = 8 * MEGABYTE
# How a formula without a value is handed on: no value begins so.
FORMULA = "="


@dataclass
class Marks:
    """By row and column, counted from 1 and 0 as the sheet has them: what a cell shows instead of
    the value that was read, or how its format writes a whole number.
    """

    shown: dict[int, dict[int, str]] = field(default_factory=dict)
    padded: dict[int, dict[int, Pattern]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def applied(
        self, rows: Iterable[Sequence[Cell]], first_column: int
    ) -> Iterator[Sequence[Cell]]:
        """The rows of a sheet as it shows them, and those below that hold nothing else."""
        if not self.shown and not self.padded:
            yield from rows
            return
        number = 0
        for number, cells in enumerate(rows, start=1):
            yield self._as_shown(number, cells, first_column)
        for further in range(number + 1, max(self.shown, default=0) + 1):
            yield self._as_shown(further, [], first_column)

    def _as_shown(self, number: int, cells: Sequence[Cell], first_column: int) -> Sequence[Cell]:
        shown, padded = self.shown.get(number, {}), self.padded.get(number, {})
        if not shown and not padded:
            return cells
        seen = list(cells)
        for column, pattern in padded.items():
            at = column - first_column
            if 0 <= at < len(seen) and (whole := _whole(seen[at])) is not None:
                seen[at] = as_shown(whole, pattern)
        for column, text in shown.items():
            at = column - first_column
            if at >= 0:
                seen.extend([""] * (at + 1 - len(seen)))
                seen[at] = text
        return seen


def _whole(cell: Cell) -> int | None:
    """A number that a format of whole numbers writes entirely."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return int(cell) if 0 <= cell < LARGEST and cell == int(cell) else None


def marks_of(data: bytes, sheet_name: str) -> Marks | None:
    """None where the workbook is built in a way, or so large, that does not let us know."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _Parts(archive)
            return read_marks(parts.sheet(sheet_name), parts.padded_styles())
    except (KeyError, StopIteration, ValueError, XML.ParseError, MemoryError):
        return None


def read_marks(text: bytes, padded: Mapping[bytes, Pattern]) -> Marks:
    marks = Marks()
    if not padded and not any(word in text for word in WORTH_A_LOOK):
        return marks
    for tag in _placed_tags(text) if _UNPLACED.search(text) else _telling_tags(text, padded):
        kind = tag.said.get(b"t", b"n")
        if tag.column < 0:
            if tag.said.get(b"hidden") in (b"1", b"true"):
                marks.hidden.add(tag.row)
        elif kind == b"e" and (error := _ERROR.match(text, tag.end)):
            marks.shown.setdefault(tag.row, {})[tag.column] = error[1].decode()
        elif kind != b"str" and (formula := _FORMULA.match(text, tag.start)):
            written = unescape((formula[3] or b"").decode("utf-8", "replace"))
            marks.shown.setdefault(tag.row, {})[tag.column] = FORMULA + written
        elif kind == b"n" and (pattern := padded.get(tag.said.get(b"s", b""))):
            marks.padded.setdefault(tag.row, {})[tag.column] = pattern
    return marks


class _Tag(NamedTuple):
    """A row or a cell that opens: where it stands in the sheet, a row in no column, and in the
    text; its attributes.
    """

    row: int
    column: int
    said: dict[bytes, bytes]
    start: int
    end: int


def _telling_tags(text: bytes, padded: Mapping[bytes, Pattern]) -> Iterator[_Tag]:
    """Those alone that have something to tell, where all say where they are: nearly every sheet."""
    styles = b"|".join(padded) or b"-"
    telling = re.compile(
        _PREFIX + rb"(row|c)(?=\s)(?=[^>]*\s(?:hidden\s*=|t\s*=\s*[\"\']e[\"\']"
        rb"|s\s*=\s*[\"\'](?:" + styles + rb")[\"\']))([^>]*)>"
    )  # fmt: skip
    for opening in chain(telling.finditer(text), _FORMULA.finditer(text)):
        said = dict(_ATTRIBUTE.findall(opening[2]))
        end = opening.end() if opening.re is telling else opening.end(2) + 1
        if opening[1] == b"row":
            yield _Tag(int(said[b"r"]), -1, said, opening.start(), end)
        else:
            yield _Tag(*_place(said[b"r"]), said, opening.start(), end)


def _placed_tags(text: bytes) -> Iterator[_Tag]:
    """All of them, counted where they do not say where they are."""
    row, column = 0, -1
    for opening in _OPENING.finditer(text):
        said = dict(_ATTRIBUTE.findall(opening[2]))
        if opening[1] == b"row":
            row, column = int(said.get(b"r", row + 1)), -1
            yield _Tag(row, -1, said, opening.start(), opening.end())
            continue
        column = _place(said[b"r"])[1] if b"r" in said else column + 1
        yield _Tag(row, column, said, opening.start(), opening.end())


def _place(reference: bytes) -> tuple[int, int]:
    """« B7 » is row 7, column 1."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    number = 0
    for letter in match[1]:
        number = number * 26 + letter - 64
    return int(match[2]), number - 1


class _Parts:
    """The parts of an .xlsx, whatever they are called: each is named by the one before."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {_plain(name): name for name in archive.namelist()}
        roots = self._relations("")
        self.book = next(target for kind, target in roots.values() if MAIN_PART.search(kind))
        self.relations = self._relations(self.book)

    def sheet(self, name: str) -> bytes:
        for element in self._tree(self.book).iter():
            if _local(element) == "sheet" and element.get("name") == name:
                identifier = next(
                    value for key, value in element.items() if RELATION_ID.search(key)
                )
                return _in_utf8(self._read(self.relations[identifier][1]))
        raise KeyError(name)

    def padded_styles(self) -> dict[bytes, Pattern]:
        """Styles of cells, by number as cells name them, whose format adds zeros."""
        part = next(
            (target for kind, target in self.relations.values() if kind.endswith("/styles")), None
        )
        if part is None:
            return {}
        codes: dict[str, str] = {}
        styles: list[str] = []
        for element in self._tree(part):
            if _local(element) == "numFmts":
                codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in element}
            elif _local(element) == "cellXfs":
                styles = [one.get("numFmtId", "") for one in element]
        patterns = {number: padded_pattern(code) for number, code in codes.items()}
        return {
            str(index).encode(): pattern
            for index, number in enumerate(styles)
            if (pattern := patterns.get(number))
        }

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = dirname(part), part.rpartition("/")[2]
        tree = self._tree(join(folder, "_rels", f"{name}.rels"))
        return {
            one.get("Id", ""): (one.get("Type", ""), _resolved(folder, one.get("Target", "")))
            for one in tree.iter(RELATIONS)
        }

    def _tree(self, part: str) -> XML.Element:
        text = self._read(part)
        if len(text) > LARGEST_TREE:
            raise ValueError(part)
        # Types of documents, and with them entities, were refused with the archive.
        return XML.fromstring(text)  # noqa: S314  # nosec B314

    def _read(self, part: str) -> bytes:
        return self.archive.read(self.names[_plain(part)])


def _resolved(folder: str, target: str) -> str:
    return target if target.startswith("/") else normpath(join(folder, target))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _local(element: XML.Element) -> str:
    return element.tag.rpartition("}")[2]


def _in_utf8(text: bytes) -> bytes:
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.decode("utf-16").encode()
    return text
