"""An import as its page shows it: figures, changes cell by cell, refusals, what would leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.dotations.rules import Mail
from escale.exchange.columns import EMAIL, EXPORT_COLUMNS, PHONE
from escale.imports.models import Import, ImportRow
from escale.imports.queries import (
    Person,
    can_be_undone,
    kept_rows,
    mail_tally,
    people_of,
    rows_with,
    rows_with_suggestion,
)
from escale.imports.states import ImportStatus, Verdict
from escale.kernel.phones import format_phone
from escale.webkit.pagination import Page, page_number_in

PAGE_SIZE = 50
TITLES = {column.key: column.title for column in EXPORT_COLUMNS}
MAILS: Mapping[str, Promise] = {
    Mail.ACTIVATION: _("E-mail d’activation"),
    Mail.PHONE_CHANGED: _("Téléphone modifié"),
    Mail.FIRST_ACTIVATION: _("Premier e-mail, à venir"),
    "": _("Premier e-mail, à venir"),
}
# How an import is drawn in the lists: pictogram and colour, never colour alone.
LOOKS = {
    ImportStatus.CHECKING: "cours",
    ImportStatus.REFUSED: "erreur",
    ImportStatus.READY: "attente",
    ImportStatus.APPLYING: "cours",
    ImportStatus.APPLIED: "activee",
    ImportStatus.UNDOING: "cours",
    ImportStatus.UNDONE: "integration",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: the value it had, the one it takes."""

    title: str
    former: str
    new: str
    is_email: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file with the person it is about, if it is one of the client's."""

    row: ImportRow
    person: Person | None

    @property
    def changes(self) -> list[Change]:
        row, changes = self.row, []
        if row.email != row.former_email:
            changes.append(Change(EMAIL.title, row.former_email, row.email, is_email=True))
        if row.phone != row.former_phone:
            phones = format_phone(row.former_phone), format_phone(row.phone)
            changes.append(Change(PHONE.title, *phones, is_email=False))
        return changes

    @property
    def mail(self) -> Promise:
        return MAILS[self.row.mail]

    @property
    def refusals(self) -> list[dict[str, str]]:
        return [refusal | {"title": TITLES[refusal["column"]]} for refusal in self.row.refusals]

    @property
    def matricule(self) -> str:
        return self.person.matricule if self.person else self.row.cells.get("matricule", "")

    @property
    def name(self) -> str:
        if self.person:
            return self.person.name
        cells = self.row.cells
        return f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in a list of them."""

    imported: Import

    @property
    def look(self) -> str:
        return LOOKS[ImportStatus(self.imported.status)]


def screen(imported: Import, query: Mapping[str, str]) -> dict[str, Any]:
    """`?page=2&refus=1&inchangees=1&gardees=1`."""
    context: dict[str, Any] = {"imported": imported, "order": imported.order}
    if imported.is_busy or imported.status == ImportStatus.REFUSED:
        return context
    is_ready = imported.status == ImportStatus.READY
    context |= {
        "modified": _page(imported, rows_with(imported, Verdict.MODIFIED), query, "page"),
        "refused": _page(imported, rows_with(imported, Verdict.REFUSED), query, "refus"),
        "can_undo": can_be_undone(imported),
    }
    if is_ready:
        unchanged = rows_with(imported, Verdict.UNCHANGED)
        context |= {
            "tally": mail_tally(imported),
            "suggestions": rows_with_suggestion(imported).count(),
            "unchanged": _page(imported, unchanged, query, "inchangees"),
        }
    if imported.status == ImportStatus.UNDONE:
        context["kept"] = _page(imported, kept_rows(imported), query, "gardees")
    return context


def listed(imports: Iterable[Import]) -> list[ImportLine]:
    return [ImportLine(imported) for imported in imports]


def _page(
    imported: Import, rows: QuerySet[ImportRow], query: Mapping[str, str], parameter: str
) -> Page[Line]:
    number = page_number_in(query, parameter)
    first = (number - 1) * PAGE_SIZE
    shown = list(rows[first : first + PAGE_SIZE])
    people = people_of(imported, shown)
    lines = [Line(row, people.get(row.dotation_id or 0)) for row in shown]
    return Page(lines, total=rows.count(), number=number, size=PAGE_SIZE, parameter=parameter)
