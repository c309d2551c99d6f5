"""An import as its page shows it: figures, changes cell by cell, refusals, what would leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from escale.dotations.brake import NOTHING, Sent, sent_about
from escale.dotations.errors import Braked
from escale.dotations.rules import Mail
from escale.exchange.columns import EMAIL, EXPORT_COLUMNS, PHONE
from escale.imports.models import Import, ImportRow
from escale.imports.queries import (
    MailTally,
    Person,
    can_be_undone,
    kept_rows,
    mail_tally,
    not_resent,
    people_of,
    rows_to_mend,
    rows_with,
)
from escale.imports.states import ImportStatus, Verdict
from escale.kernel import clock
from escale.kernel.numbers import grouped
from escale.kernel.phones import format_phone
from escale.kernel.punctuation import enumerated
from escale.webkit.live import version_of
from escale.webkit.pagination import Page, page_number_in

PAGE_SIZE = 50
TITLES = {column.key: column.label for column in EXPORT_COLUMNS}
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

    title: str | Promise
    former: str
    new: str
    is_email: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file with the person it is about, if it is one of the client's."""

    row: ImportRow
    person: Person | None
    sent: Sent = NOTHING

    @property
    def brake(self) -> str:
        """Why its e-mail cannot be resent now, however it stands."""
        if self.row.mail != Mail.ACTIVATION:
            return ""
        try:
            self.sent.check(clock.now())
        except Braked as braked:
            return str(braked)
        return ""

    @property
    def changes(self) -> list[Change]:
        row, changes = self.row, []
        if row.email != row.former_email:
            changes.append(Change(EMAIL.label, row.former_email, row.email, is_email=True))
        if row.phone != row.former_phone:
            phones = format_phone(row.former_phone), format_phone(row.phone)
            changes.append(Change(PHONE.label, *phones, is_email=False))
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
class Part:
    """Rows shown together, page by page; `parameter` is their page's name in the address."""

    name: str
    parameter: str
    rows: QuerySet[ImportRow]
    total: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in a list of them."""

    imported: Import

    @property
    def look(self) -> str:
        return LOOKS[ImportStatus(self.imported.status)]

    @property
    def version(self) -> str:
        return version_of(self.imported.pk, self.imported.status, self.imported.mails)


def screen(imported: Import, query: Mapping[str, str]) -> dict[str, Any]:
    """`?page=2&refus=1&inchangees=1&gardees=1`."""
    context: dict[str, Any] = {
        "imported": imported,
        "order": imported.order,
        "refusal": imported.refusal,
    }
    if imported.is_busy or imported.status == ImportStatus.REFUSED:
        return context
    is_ready = imported.status == ImportStatus.READY
    parts = [
        Part("modified", "page", rows_with(imported, Verdict.MODIFIED), imported.modified),
        Part("refused", "refus", rows_with(imported, Verdict.REFUSED), imported.refused),
    ]
    if is_ready:
        unchanged, tally = rows_with(imported, Verdict.UNCHANGED), mail_tally(imported)
        parts.append(Part("unchanged", "inchangees", unchanged, imported.unchanged))
        context |= {
            "tally": tally,
            "mails": mails_announced(tally),
            "suggestions": rows_to_mend(imported).count(),
        }
    else:
        context["not_resent"] = not_resent(imported).count()
    if imported.status == ImportStatus.UNDONE:
        kept = imported.modified - imported.restored
        parts.append(Part("kept", "gardees", kept_rows(imported), kept))
    return context | _pages(imported, parts, query) | {"can_undo": can_be_undone(imported)}


def mails_announced(tally: MailTally) -> str:
    """« Si vous appliquez : 2 e-mails d’activation et 1 avis à une ancienne adresse. »"""
    said = gettext("Si vous appliquez\u00a0: aucun e-mail de plus.")
    if tally.total:
        mails = enumerated([text for number, text in _mails_by_kind(tally) if number])
        said = gettext("Si vous appliquez : %(mails)s.") % {"mails": mails}
    if tally.first_emails:
        first = ngettext(
            "%(n)s ligne attend son premier e-mail\u00a0: il partira avec les nouvelles"
            " coordonnées.",
            "%(n)s lignes attendent leur premier e-mail\u00a0: il partira avec les nouvelles"
            " coordonnées.",
            tally.first_emails,
        )
        said = f"{said} {first % {'n': grouped(tally.first_emails)}}"
    return said


def _mails_by_kind(tally: MailTally) -> list[tuple[int, str]]:
    activations = ngettext(
        "%(n)s e-mail d’activation", "%(n)s e-mails d’activation", tally.activations
    )
    phone_changes = ngettext(
        "%(n)s e-mail d’information sur le changement de téléphone",
        "%(n)s e-mails d’information sur le changement de téléphone",
        tally.phone_changes,
    )
    notices = ngettext(
        "%(n)s avis à une ancienne adresse",
        "%(n)s avis à d’anciennes adresses",
        tally.notices,
    )
    return [
        (number, text % {"n": grouped(number)})
        for number, text in (
            (tally.activations, activations),
            (tally.phone_changes, phone_changes),
            (tally.notices, notices),
        )
    ]


def listed(imports: Iterable[Import]) -> list[ImportLine]:
    return [ImportLine(imported) for imported in imports]


def _pages(imported: Import, parts: list[Part], query: Mapping[str, str]) -> dict[str, Page[Line]]:
    """A page of each part; whom the rows are about is asked once for all of them."""
    numbers = {part.name: page_number_in(query, part.parameter) for part in parts}
    shown = {part.name: _slice(part, numbers[part.name]) for part in parts}
    people = people_of(imported, [row for rows in shown.values() for row in rows])
    sent = sent_about(f"dotation:{row.dotation_id}" for row in shown.get("unchanged", []))
    return {
        part.name: Page(
            [
                Line(
                    row,
                    people.get(row.dotation_id or 0),
                    sent.get(f"dotation:{row.dotation_id}", NOTHING),
                )
                for row in shown[part.name]
            ],
            total=0 if imported.rows_erased else part.total,
            number=numbers[part.name],
            size=PAGE_SIZE,
            parameter=part.parameter,
        )
        for part in parts
    }


def _slice(part: Part, number: int) -> list[ImportRow]:
    first = (number - 1) * PAGE_SIZE
    return list(part.rows[first : first + PAGE_SIZE]) if part.total else []
