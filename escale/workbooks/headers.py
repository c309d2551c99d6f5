"""Finding the table in a sheet made by a person: which row is the header, which column is which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from escale.kernel.punctuation import quoted
from escale.kernel.text import clean
from escale.workbooks.errors import WorkbookRefused
from escale.workbooks.sheet import About, Cell, Row
from escale.workbooks.titles import KnownTitles, letter_of, named_columns, normal_name

# A title, a date, a word of explanation may stand above the table; not more than this.
HEADER_SEARCHED_ROWS = 20
# What a person is shown of a column to say what it holds.
SAMPLES, SAMPLE_LENGTH = 3, 60


@dataclass(frozen=True)
class Column:
    """`title` is what we write and name in messages; `synonyms` are what else people call it."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Answers:
    """What a person has said of one file: the sheet to read, where its header is, and what each
    column holds by its position, « » for one that is not to be read.
    """

    sheet: str = ""
    header: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)


NO_ANSWERS = Answers()
NO_SHEET = About("", 0)


@dataclass(frozen=True)
class SeenColumn:
    """One column of the file as it can be asked about; `key` where its title says what it is."""

    position: int
    title: str
    samples: tuple[str, ...]
    key: str = ""

    @property
    def letter(self) -> str:
        return letter_of(self.position)

    @property
    def name(self) -> str:
        """« Quotité »; of one without a title, where it stands."""
        return quoted(self.title) if self.title else _("colonne %s, sans titre") % self.letter


@dataclass(frozen=True)
class Seen:
    """The columns under one header row, as they are asked about."""

    header: int = 0
    columns: tuple[SeenColumn, ...] = ()


NOTHING_SEEN = Seen()


@dataclass(frozen=True)
class Table:
    """The rows under the header row `header_number`, and where each known column stands in them.

    `unread` are the columns that hold something and that nothing is made of.
    """

    header_number: int
    positions: dict[str, int]
    rows: Iterable[Row]
    unread: Sequence[SeenColumn] = ()
    seen: Seen = NOTHING_SEEN

    def cell(self, row: Row, key: str) -> Cell:
        """Empty where the sheet has no such column or the row ends before it."""
        position = self.positions.get(key)
        if position is None or position >= len(row.cells):
            return ""
        return row.cells[position]

    def picker(self, keys: Sequence[str]) -> Callable[[Row], list[Cell]]:
        """What takes the cells of these columns out of a row, in this order: for many rows."""
        positions = [self.positions.get(key, -1) for key in keys]

        def pick(row: Row) -> list[Cell]:
            cells, width = row.cells, len(row.cells)
            return [cells[at] if 0 <= at < width else "" for at in positions]

        return pick


class ColumnsUnsettled(WorkbookRefused):
    """A person could say which column is which: `seen` is what to ask about, of which sheet."""

    code = "columns-unsettled"

    def __init__(self, message: str, seen: Seen, about: About | None = None) -> None:
        super().__init__(message)
        self.seen = seen
        self.about = about or NO_SHEET


class ColumnsNotFound(ColumnsUnsettled):
    code = "columns-not-found"


class ColumnsAmbiguous(ColumnsUnsettled):
    code = "columns-ambiguous"


def titles_of(columns: Sequence[Column], habits: Mapping[str, str] | None = None) -> KnownTitles:
    """`habits` are what a client has said of its own titles, by normal name."""
    keys = {column.key for column in columns}
    return KnownTitles(
        exact={normal_name(column.title): column.key for column in columns},
        usual={normal_name(name): column.key for column in columns for name in column.synonyms},
        habits={name: key for name, key in (habits or {}).items() if key in keys or not key},
    )


def find_columns(
    rows: Iterable[Row],
    columns: Sequence[Column],
    titles: KnownTitles | None = None,
    answers: Answers = NO_ANSWERS,
) -> Table:
    """The table whose header names the most columns, in any order, wherever it starts.

    Raises ColumnsNotFound or ColumnsAmbiguous, naming the columns in question.
    """
    titles = titles or titles_of(columns)
    coming = iter(rows)
    searched = list(islice(coming, HEADER_SEARCHED_ROWS))
    if not searched:
        raise not_found(columns)
    best = _header_index(searched, titles, answers)
    header, under = searched[best], searched[best + 1 :]
    named = named_columns(header.cells, titles)
    if answers.columns:
        named = _as_answered(answers)
    seen = _seen(header, under, named)
    missing = [column for column in columns if column.required and column.key not in named]
    if missing:
        raise not_found(missing, seen)
    positions = {
        column.key: _only_position(seen, column, named) for column in columns if column.key in named
    }
    read = set(positions.values())
    unread = [column for column in seen.columns if column.position not in read]
    return Table(header.number, positions, chain(under, coming), unread, seen)


def not_found(columns: Sequence[Column], seen: Seen = NOTHING_SEEN) -> ColumnsNotFound:
    titles = ", ".join(quoted(column.title) for column in columns if column.required)
    sentence = _(
        "Colonnes introuvables : %(titles)s. Nommez-les ainsi dans une même ligne d’en-tête,"
        " au-dessus des données."
    ) % {"titles": titles}
    return ColumnsNotFound(with_present(sentence, seen), seen)


def with_present(sentence: str, seen: Seen) -> str:
    """What is there beside what is not: often the same thing by another name."""
    names = ", ".join(column.name for column in seen.columns if not column.key and column.title)
    if not names:
        return sentence
    return f"{sentence} " + _("Colonnes non reconnues : %(titles)s.") % {"titles": names}


def _header_index(searched: Sequence[Row], titles: KnownTitles, answers: Answers) -> int:
    """The row that names the most; of none that names any, the one with the most texts."""
    if answers.header:
        numbers = [row.number for row in searched]
        if answers.header in numbers:
            return numbers.index(answers.header)
    return max(
        range(len(searched)),
        key=lambda index: (
            len(named_columns(searched[index].cells, titles)),
            sum(isinstance(cell, str) and cell != "" for cell in searched[index].cells),
            -index,
        ),
    )


def _as_answered(answers: Answers) -> dict[str, list[int]]:
    named: dict[str, list[int]] = {}
    for position, key in sorted(answers.columns.items()):
        if key:
            named.setdefault(key, []).append(position)
    return named


def _seen(header: Row, under: Sequence[Row], named: Mapping[str, Sequence[int]]) -> Seen:
    """Each column that has a title or holds something in the first rows."""
    keys = {position: key for key, positions in named.items() for position in positions}
    width = max(len(row.cells) for row in (header, *under))
    columns = []
    for position in range(width):
        title = clean(str(_cell(header, position)))
        texts = [clean(str(_cell(row, position))) for row in under]
        samples = tuple(text[:SAMPLE_LENGTH] for text in texts if text)[:SAMPLES]
        if title or samples:
            columns.append(SeenColumn(position, title, samples, keys.get(position, "")))
    return Seen(header.number, tuple(columns))


def _cell(row: Row, position: int) -> Cell:
    return row.cells[position] if position < len(row.cells) else ""


def _only_position(seen: Seen, column: Column, named: Mapping[str, list[int]]) -> int:
    positions = named[column.key]
    if len(positions) > 1:
        names = ", ".join(one.name for one in seen.columns if one.position in positions)
        raise ColumnsAmbiguous(
            _(
                "Ligne %(number)s : plusieurs colonnes peuvent être « %(column)s » (%(titles)s)."
                " N’en gardez qu’une."
            )
            % {"number": seen.header, "column": column.title, "titles": names},
            seen,
        )
    return positions[0]
