"""What came of a file, for who runs a command and for programs."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from escale.exchange.columns import EXPORT_COLUMNS
from escale.imports.models import Import
from escale.imports.queries import modified_rows, rows_with, rows_with_suggestion
from escale.imports.states import Verdict
from escale.kernel.phones import national_digits

TITLES = {column.key: column.title for column in EXPORT_COLUMNS}


@dataclass(frozen=True)
class Report:
    """rows_read = applied + unchanged + rows in errors. Phones as they are exported.

    `warnings` are for people: programs read the other keys.
    """

    file: str
    rows_read: int = 0
    applied: int = 0
    unchanged: int = 0
    mails: int = 0
    rejected_file: str | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key != "warnings"}

    def __str__(self) -> str:
        if self.rejected_file is not None:
            return f"{self.file}\u00a0: {self.rejected_file}"
        figures = _(
            "%(file)s\u00a0: lignes lues %(read)s, modifiées %(applied)s, inchangées %(unchanged)s,"
            " refusées %(refused)s, e-mails %(mails)s."
        ) % {
            "file": self.file,
            "read": self.rows_read,
            "applied": self.applied,
            "unchanged": self.unchanged,
            "refused": self.rows_read - self.applied - self.unchanged,
            "mails": self.mails,
        }
        errors = (
            _("Ligne %(row)s, %(column)s\u00a0: %(message)s") % error for error in self.errors
        )
        return "\n".join([figures, *self.warnings, *errors])


def report_of(path: Path, imported: Import) -> Report:
    return Report(
        file=str(path),
        rows_read=imported.rows_read,
        applied=imported.modified,
        unchanged=imported.unchanged,
        mails=imported.mails,
        changes=_changes(imported),
        errors=_errors(imported),
        warnings=[*imported.warnings, *_suggestions(imported)],
    )


def _suggestions(imported: Import) -> list[str]:
    return [
        _("Ligne %(row)s\u00a0: vouliez-vous dire %(address)s\u202f?")
        % {"row": row.row, "address": row.suggestion}
        for row in rows_with_suggestion(imported).iterator()
    ]


def _changes(imported: Import) -> list[dict[str, Any]]:
    changes = []
    for row in modified_rows(imported).iterator():
        change: dict[str, Any] = {"id": row.dotation_id}
        if row.email != row.former_email:
            change["email"] = row.email
        if row.phone != row.former_phone:
            change["phone"] = national_digits(row.phone)
        changes.append(change)
    return changes


def _errors(imported: Import) -> list[dict[str, Any]]:
    return [
        {
            "row": row.row,
            "column": TITLES[refusal["column"]],
            "code": refusal["code"],
            "message": refusal["reason"],
        }
        for row in rows_with(imported, Verdict.REFUSED).iterator()
        for refusal in row.refusals
    ]
