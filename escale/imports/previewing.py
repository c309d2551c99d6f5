"""A file of corrections judged as a whole, before anything is written or sent (D2)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from escale.exchange.cells import clean_identifier
from escale.exchange.columns import IDENTIFIER
from escale.exchange.correction_file import CorrectionFile, open_correction_file
from escale.exchange.queries import column_habits
from escale.exchange.told import Said
from escale.hints.queries import known_domains
from escale.imports.alarms import alarms
from escale.imports.errors import FileEmpty, FileOfAnotherOrder, row_repeated
from escale.imports.judging import JudgedRow, Refusal, RowJudge
from escale.imports.outdated import refuse_outdated
from escale.imports.present import Present, present_dotations
from escale.imports.states import Verdict
from escale.kernel.errors import DomainError
from escale.kernel.many import collector_paused
from escale.orders.models import Order
from escale.workbooks.headers import NO_ANSWERS, Answers
from escale.workbooks.limits import CORRECTION_LIMITS, Limits
from escale.workbooks.sheet import Cell

# Called with how many rows are read, of how many.
Tell = Callable[[int, int], None]
FileRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True)
class Sent:
    """What the file was called by who sent it, where it is a copy, and what was said of it."""

    name: str | None = None
    answers: Answers = NO_ANSWERS


UNKNOWN = Sent()


@dataclass(frozen=True)
class Preview:
    """`notes` say how the file was read."""

    rows: list[JudgedRow]
    blank_rows: int
    notes: Sequence[str] = ()

    @property
    def warnings(self) -> list[str]:
        return [*self.notes, *alarms(self.rows)]

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict == verdict for row in self.rows)


def preview_file(
    order: Order,
    path: Path,
    *,
    sent: Sent = UNKNOWN,
    limits: Limits = CORRECTION_LIMITS,
    tell: Tell | None = None,
) -> Preview:
    """Every row of the file with its verdict. Raises a DomainError that refuses the whole file."""
    said = Said(column_habits(order.client_id), sent.answers)
    with collector_paused():
        with open_correction_file(path, name=sent.name, limits=limits, said=said) as file:
            rows = _read(file, tell)
        if not rows:
            raise FileEmpty
        judged = _judged(order, rows, file.columns)
        return Preview(judged, file.opened.sheet.blank_rows, file.notes)


def _judged(order: Order, rows: Sequence[FileRow], columns: Collection[str]) -> list[JudgedRow]:
    identifiers = [_identifier(cells[0]) for _number, cells in rows]
    known = present_dotations(order.client_id, {found for found in identifiers if found})
    _check_order(order, known)
    judge = RowJudge(order.pk, known, known_domains(order.client_id), columns)
    judged = [judge.judge(number, cells) for number, cells in rows]
    _refuse_repeated(judged, identifiers)
    refuse_outdated([row for row in judged if row.verdict == Verdict.MODIFIED])
    return judged


def _read(file: CorrectionFile, tell: Tell | None) -> list[FileRow]:
    if tell is None:
        return list(file.rows)
    rows = []
    for row in file.rows:
        rows.append(row)
        tell(len(rows), file.opened.sheet.about.height - 1)
    return rows


def _identifier(cell: Cell) -> int | None:
    try:
        return clean_identifier(cell)
    except DomainError:
        return None


def _check_order(order: Order, known: dict[int, Present]) -> None:
    """A file of another order is refused whole, the right one named if it is the client's (D2)."""
    numbers = {present.order_id for present in known.values()}
    if order.pk in numbers:
        return
    raise FileOfAnotherOrder(order.pk, numbers.pop() if len(numbers) == 1 else None)


def _refuse_repeated(rows: Sequence[JudgedRow], identifiers: Sequence[int | None]) -> None:
    """Two rows about one dotation: the first stands if they agree, none does if they do not."""
    first: dict[int, JudgedRow] = {}
    for row, identifier in zip(rows, identifiers, strict=True):
        if identifier is None or row.present is None:
            continue
        if (earlier := first.setdefault(identifier, row)) is row:
            continue
        row.refuse([Refusal.of(IDENTIFIER, row.cells[0], row_repeated(earlier.number))])
        if list(row.cells[1:7]) != list(earlier.cells[1:7]):
            refusal = Refusal.of(IDENTIFIER, earlier.cells[0], row_repeated(row.number))
            earlier.refuse([refusal] if refusal not in earlier.refusals else [])
