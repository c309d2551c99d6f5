from collections.abc import Collection
from dataclasses import dataclass

from escale.ordering.models import DraftLine


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line just written; `touched` are the others whose remarks may have changed with it."""

    line: DraftLine
    touched: list[DraftLine]


@dataclass(frozen=True, slots=True)
class Removed:
    """`lines` are those that were named one by one, to be put back if that was a slip."""

    count: int
    touched: list[DraftLine]
    lines: list[DraftLine]


def judged_line(line: DraftLine, touched: Collection[int]) -> JudgedLine:
    line.refresh_from_db()
    return JudgedLine(line, lines_of(set(touched) - {line.pk}))


def lines_of(ids: Collection[int]) -> list[DraftLine]:
    return list(DraftLine.objects.filter(pk__in=ids).order_by("id"))
