"""A file opened as a table: its sheet and columns found, or what to ask a person about them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from escale.kernel.punctuation import quoted
from escale.workbooks.headers import (
    NO_ANSWERS,
    Answers,
    Column,
    ColumnsUnsettled,
    Table,
    find_columns,
    titles_of,
)
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.reading import open_sheet
from escale.workbooks.sheet import About, StreamedSheet
from escale.workbooks.titles import Wanted

SHOWN_SHEETS = 5


class SheetsToChoose(ColumnsUnsettled):
    """Several sheets hold the same table: which one was meant is not guessed."""

    code = "sheets-to-choose"


@dataclass(frozen=True)
class Reading:
    """How to read the files of one client: what is wanted, what it has said of its own titles,
    what a person has answered of this file.
    """

    columns: Sequence[Column]
    habits: Mapping[str, str] | None = None
    answers: Answers = NO_ANSWERS
    limits: Limits = CORRECTION_LIMITS


@dataclass(frozen=True)
class OpenTable:
    sheet: StreamedSheet
    table: Table


@contextmanager
def open_table(path: Path, reading: Reading, *, name: str | None = None) -> Iterator[OpenTable]:
    """Raises WorkbookRefused, here or from the rows: a ColumnsUnsettled where a person could
    settle it.
    """
    titles, answers = titles_of(reading.columns, reading.habits), reading.answers
    wanted = Wanted(titles, answers.sheet)
    with open_sheet(path, name=name, limits=reading.limits, wanted=wanted) as sheet:
        try:
            table = find_columns(sheet.rows, reading.columns, titles, answers)
        except ColumnsUnsettled as unsettled:
            unsettled.about = sheet.about
            raise
        check_only_sheet(sheet.about, table, answers)
        yield OpenTable(sheet, table)


def check_only_sheet(about: About, table: Table, answers: Answers) -> None:
    """Raises SheetsToChoose where another sheet has as many of the titles, and rows under them."""
    known = sum(1 for column in table.seen.columns if column.key)
    rivals = [name for name, rows, named in about.others if rows and named >= known]
    if not rivals or answers.sheet == about.name:
        return
    names = ", ".join(quoted(name) for name in (about.name, *rivals[:SHOWN_SHEETS]))
    raise SheetsToChoose(
        _(
            "Plusieurs feuilles contiennent des lignes à lire : %(names)s. Choisissez-en une, ou"
            " réunissez-les."
        )
        % {"names": names},
        table.seen,
        about,
    )
