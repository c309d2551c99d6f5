"""« Qu’y a-t-il dans ce fichier ? »: the sheet and the columns as a person says what they are."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from escale.exchange.columns import FileColumn
from escale.exchange.questions import AskedSheet, Question
from escale.kernel.punctuation import alternatives, enumerated, quoted
from escale.workbooks.headers import Answers, SeenColumn

SHEET, REMEMBERS = "feuille", "retenir"


@dataclass(frozen=True)
class Needs:
    """The columns that a file may have; of each group of `needed`, one at least it must have."""

    columns: Sequence[FileColumn]
    needed: Sequence[Collection[FileColumn]]

    @classmethod
    def all_of(cls, columns: Sequence[FileColumn]) -> "Needs":
        return cls(columns, [[column] for column in columns])


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file, with what it is said to hold: « » for nothing that is read."""

    seen: SeenColumn
    key: str
    is_doubtful: bool

    @property
    def name(self) -> str:
        return f"col-{self.seen.position}"


@dataclass(frozen=True)
class Need:
    """What a file must have, and the letter of the column that has it, if one does."""

    label: str
    letter: str = ""


class ColumnsForm:
    """The question with the answers so far: those of the titles, then those that were given."""

    def __init__(
        self, question: Question, needs: Needs, data: Mapping[str, str] | None = None
    ) -> None:
        self.question, self.needs = question, needs
        self.is_answered = data is not None
        self.data = data or {}
        self.keys = {column.key for column in needs.columns}
        self.problems = self._problems() if self.is_answered else []

    @property
    def is_valid(self) -> bool:
        return self.is_answered and not self.problems

    @property
    def remembers(self) -> bool:
        return not self.is_answered or REMEMBERS in self.data

    @property
    def sheet(self) -> str:
        """The one that was chosen; one that the file does not have is the one shown."""
        chosen = self.data.get(SHEET, "")
        return chosen if chosen in [one.name for one in self.sheets] else self.question.sheet

    @property
    def sheets(self) -> list[AskedSheet]:
        """To choose from, where there is a choice: those with as many titles as any."""
        most = max(one.titles for one in self.question.sheets)
        return [
            one
            for one in self.question.sheets
            if one.name == self.question.sheet or (one.rows and one.titles >= min(most, 2))
        ]

    @property
    def unread_sheets(self) -> list[str]:
        read = self.sheets
        return [quoted(one.name) for one in self.question.sheets if one not in read]

    @property
    def rows(self) -> int:
        return next((one.rows for one in self.sheets if one.name == self.sheet), 0)

    @property
    def lines(self) -> list[ColumnLine]:
        """Those that wait for an answer are doubtful: unknown ones while something is missing,
        and two that would hold the same.
        """
        chosen = self._chosen()
        often, lacks = Counter(chosen.values()), bool(self._missing(chosen))
        return [
            ColumnLine(one, key, is_doubtful=often[key] > 1 if key else lacks)
            for one in self.question.columns
            for key in [chosen[one.position]]
        ]

    @property
    def doubts(self) -> int:
        return sum(line.is_doubtful for line in self.lines)

    @property
    def known(self) -> int:
        return sum(bool(line.key) and not line.is_doubtful for line in self.lines)

    @property
    def options(self) -> list[tuple[str, str | Promise]]:
        return [(column.key, column.label) for column in self.needs.columns]

    @property
    def found(self) -> list[Need]:
        """Group by group, in the order in which they are needed."""
        # Of two that would hold the same, neither has it yet.
        settled = [line for line in self.lines if line.key and not line.is_doubtful]
        letters = {line.key: line.seen.letter for line in settled}
        return [
            Need(
                alternatives([str(column.label) for column in group]),
                next((letters[one.key] for one in group if one.key in letters), ""),
            )
            for group in self.needs.needed
        ]

    @property
    def answers(self) -> Answers:
        """Of another sheet than the one shown, its own titles say what its columns are."""
        if self.sheet != self.question.sheet:
            return Answers(sheet=self.sheet)
        return Answers(self.sheet, self.question.header, self._chosen())

    def _chosen(self) -> dict[int, str]:
        said = {
            one.position: self.data.get(f"col-{one.position}", one.key)
            for one in self.question.columns
        }
        return {position: key if key in self.keys else "" for position, key in said.items()}

    def _missing(self, chosen: Mapping[int, str]) -> list[str]:
        held = set(chosen.values())
        return [
            alternatives([quoted(str(column.label)) for column in group])
            for group in self.needs.needed
            if not held & {column.key for column in group}
        ]

    def _problems(self) -> list[str]:
        if self.sheet != self.question.sheet:
            return []
        chosen = self._chosen()
        problems = []
        if missing := self._missing(chosen):
            problems.append(_("Il manque %(columns)s.") % {"columns": enumerated(missing)})
        for column in self.needs.columns:
            letters = [one.seen.letter for one in self.lines if one.key == column.key]
            if len(letters) > 1:
                problems.append(
                    _("Une seule colonne peut être « %(column)s » : choisissez entre %(letters)s.")
                    % {"column": column.label, "letters": enumerated(letters)}
                )
        return problems
