"""Rows written whole, several times faster than cell by cell, letter for letter as the library's.

Only rows of numbers and of texts that need no escape are: the library writes the others.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Row = Sequence[str | int | Decimal]

TEXT_CELL = '<c r="{column}%d" s="{style}" t="inlineStr"><is><t>%s</t></is></c>'
NUMBER_CELL = '<c r="{column}%d" s="{style}"><v>%s</v></c>'
# Between the texts of a row, so that one look finds those that begin or end with a blank.
EDGE = "|"
# Far below what a cell holds: a row's texts together.
SHORT = 4_096


class TableSheet(Worksheet):  # type: ignore[misc]  # The library has no types.
    """A sheet of a workbook in constant memory; `add_worksheet` makes it from this class."""

    def use_formats(self, formats: Sequence[Format]) -> None:
        """Those of the columns of every row that comes."""
        self._styles = [cell_format._get_xf_index() for cell_format in formats]
        self._templates: dict[tuple[type, ...], str] = {}

    def write_plain_row(self, number: int, row: Row) -> bool:
        """Whether it was written: as many cells as formats, below every row there is."""
        texts = [value for value in row if isinstance(value, str)]
        if not _is_plain(texts):
            return False
        if number > self.previous_row:
            # The row before may still be in the library's hands.
            self._write_single_row(number)
            self._check_dimensions(number, len(row) - 1)
        shape = tuple(map(type, row))
        template = self._templates.get(shape) or self._template(shape)
        values: list[object] = [number + 1] * (2 * len(row) + 1)
        # As many digits of a number as the library gives.
        values[2::2] = [cell if isinstance(cell, str) else f"{cell:.16G}" for cell in row]
        self.row_data_fh.write(template % tuple(values))
        return True

    def _template(self, shape: tuple[type, ...]) -> str:
        cells = [
            (TEXT_CELL if issubclass(kind, str) else NUMBER_CELL).format(
                column=xl_col_to_name(position), style=style
            )
            for position, (kind, style) in enumerate(zip(shape, self._styles, strict=True))
        ]
        self._templates[shape] = f'<row r="%d">{"".join(cells)}</row>'
        return self._templates[shape]


def _is_plain(texts: Sequence[str]) -> bool:
    """Whether what is printed needs no escape; a few that need none are not recognised."""
    joined = f"{EDGE}{EDGE.join(texts)}{EDGE}"
    return (
        len(joined) < SHORT
        and joined.isprintable()
        and not ("&" in joined or "<" in joined or ">" in joined or "_x" in joined)
        and not (f"{EDGE} " in joined or f" {EDGE}" in joined)
    )
