"""Which sheet of a workbook holds the table: all are looked at, wherever it is.

Runs inside the parsing child.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from escale.workbooks.sheet import Cell
from escale.workbooks.titles import KnownTitles, named_columns

LOOKED_AT_ROWS = 40
# As many titles side by side are no chance: what a hidden sheet needs to be told of.
TITLES_OF_A_TABLE = 2


@dataclass
class FoundSheet:
    """`others` are the sheets that are not read: name, rows of data, how many titles they name."""

    name: str
    sheet: CalamineSheet
    is_hidden: bool
    named: int
    data_rows: int
    others: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return (self.sheet.start or (0, 0))[0] + self.sheet.height

    @property
    def first_column(self) -> int:
        return (self.sheet.start or (0, 0))[1]

    @property
    def is_worth_telling(self) -> bool:
        """Lists that feed drop-down menus are hidden: of hidden sheets, those of a table alone."""
        return self.data_rows > 0 and (not self.is_hidden or self.named >= TITLES_OF_A_TABLE)

    def rows(self) -> Iterator[Sequence[Cell]]:
        return self.sheet.iter_rows()


def find_sheet(workbook: CalamineWorkbook, titles: KnownTitles, wanted: str) -> FoundSheet | None:
    """The visible sheet that names the most titles, the first of equals; or the one asked for.

    One at a time beside the best so far: a workbook may have many.
    """
    best: FoundSheet | None = None
    others: list[tuple[str, int, int]] = []
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        seen: FoundSheet | None = _looked_at(workbook, metadata, titles)
        if seen and _is_better(seen, best, wanted):
            best, seen = seen, best
        if seen and seen.is_worth_telling:
            others.append((seen.name, seen.data_rows, seen.named))
    if best:
        best.others = others
    return best


def _looked_at(
    workbook: CalamineWorkbook, metadata: SheetMetadata, titles: KnownTitles
) -> FoundSheet:
    sheet = workbook.get_sheet_by_name(metadata.name)
    named, header = 0, 0
    first = (sheet.start or (0, 0))[0]
    for index, row in enumerate(islice(sheet.iter_rows(), first, first + LOOKED_AT_ROWS)):
        if (count := len(named_columns(row, titles))) > named:
            named, header = count, index + 1
    is_hidden = metadata.visible != SheetVisibleEnum.Visible
    return FoundSheet(metadata.name, sheet, is_hidden, named, max(sheet.height - header, 0))


def _is_better(seen: FoundSheet, best: FoundSheet | None, wanted: str) -> bool:
    if seen.is_hidden or not seen.sheet.height:
        return False
    return best is None or _rank(seen, wanted) > _rank(best, wanted)


def _rank(seen: FoundSheet, wanted: str) -> tuple[bool, bool, int]:
    """A sheet of titles alone gives way to one with rows under them."""
    return seen.name == wanted, seen.named > 0 and seen.data_rows > 0, seen.named
