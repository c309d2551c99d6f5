"""A draft as its pages show it: steps, lines as rows of a grid, figures to filter by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.exchange.columns import FileColumn, columns_of
from escale.exchange.judging import Severity
from escale.ordering.models import Draft, DraftLine
from escale.ordering.queries import Quote, draft_lines, quote, suggestion_count
from escale.orders.catalogue import product_of
from escale.webkit.pagination import Page, page_number_in

PAGE_SIZE = 50
MAX_TYPED_LENGTH = 300
INPUT_MODES = {"email": "email", "phone": "tel", "amount": "decimal"}
# How a severity is drawn: pictogram and colour, never colour alone.
LOOKS = {
    Severity.FIT: "activee",
    Severity.REPAIRED: "cours",
    Severity.WARNED: "attente",
    Severity.REFUSED: "erreur",
}
# What the address of the page calls them.
FILTERS = {
    "pretes": Severity.FIT,
    "reparees": Severity.REPAIRED,
    "a-verifier": Severity.WARNED,
    "refusees": Severity.REFUSED,
}


@dataclass(frozen=True, slots=True)
class GridCell:
    column: FileColumn
    value: str
    is_refused: bool = False

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.column.key, "text")


@dataclass(frozen=True, slots=True)
class GridLine:
    line: DraftLine
    columns: tuple[FileColumn, ...]

    @property
    def cells(self) -> list[GridCell]:
        refused = {
            remark["column"]
            for remark in self.line.all_remarks
            if remark["severity"] == Severity.REFUSED
        }
        values = self.line.cells
        return [
            GridCell(column, values[column.key], column.key in refused) for column in self.columns
        ]

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """Heaviest first, each with the title of its column."""
        titles = {column.key: column.label for column in self.columns}
        return [
            remark
            | {
                "title": titles[remark["column"]],
                "look": LOOKS[Severity(remark["severity"])],
                "is_refusal": remark["severity"] == Severity.REFUSED,
            }
            for remark in sorted(self.line.all_remarks, key=lambda said: -said["severity"])
        ]

    @property
    def refused_columns(self) -> str:
        return " ".join(cell.column.key for cell in self.cells if cell.is_refused)

    @property
    def severity(self) -> Severity:
        return Severity(self.line.severity)

    @property
    def look(self) -> str:
        return LOOKS[self.severity]

    @property
    def name(self) -> str:
        return f"{self.line.first_name} {self.line.last_name}".strip() or f"n° {self.line.row}"


@dataclass(frozen=True, slots=True)
class Figure:
    """How many lines of one severity, and the filter that shows them."""

    severity: Severity
    number: int
    filter: str

    @property
    def name(self) -> str:
        match self.severity:
            case Severity.FIT:
                return ngettext("prête", "prêtes", self.number)
            case Severity.REPAIRED:
                return ngettext("réparée", "réparées", self.number)
            case Severity.WARNED:
                return _("à vérifier")
            case Severity.REFUSED:
                return ngettext("refusée", "refusées", self.number)

    @property
    def look(self) -> str:
        return LOOKS[self.severity]


@dataclass(frozen=True, slots=True)
class Balance:
    """What the foot of the page says of a draft: its price, what holds it back."""

    quote: Quote
    figures: list[Figure]
    suggestions: int


def balance(draft: Draft) -> Balance:
    due = quote(draft)
    figures = [
        Figure(severity, due.severities.get(severity, 0), name)
        for name, severity in FILTERS.items()
        # Only an address or a telephone is repaired: not on paper.
        if severity != Severity.REPAIRED or severity in due.severities or not draft.is_paper
    ]
    return Balance(due, figures, suggestion_count(draft))


def grid_columns(draft: Draft) -> tuple[FileColumn, ...]:
    return columns_of(product_of(draft.product))


def column_titles(columns: Iterable[FileColumn]) -> SafeString:
    """« **Matricule**, **Nom**, **Prénom** »."""
    return format_html_join(", ", "<strong>{}</strong>", ((column.label,) for column in columns))


def grid_line(draft: Draft, line: DraftLine) -> GridLine:
    return GridLine(line, grid_columns(draft))


def grid_page(draft: Draft, query: Mapping[str, str]) -> Page[GridLine]:
    """`?voir=refusees&q=loir&page=2`."""
    number = page_number_in(query, "page")
    found = draft_lines(
        draft,
        text=query.get("q", "")[:100],
        severity=FILTERS.get(query.get("voir", "")),
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    columns = grid_columns(draft)
    rows = [GridLine(line, columns) for line in found.rows]
    return Page(rows, total=found.total, number=number, size=PAGE_SIZE)


def last_page(draft: Draft) -> int:
    rows: list[GridLine] = []
    return Page(rows, total=draft.lines.count(), number=1, size=PAGE_SIZE).last


def typed_cells(draft: Draft, form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by column; a cell that is missing is empty."""
    return {
        column.key: form.get(column.key, "")[:MAX_TYPED_LENGTH] for column in grid_columns(draft)
    }
