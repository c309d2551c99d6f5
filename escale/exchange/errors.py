from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escale.kernel.errors import DomainError

SHOWN_LENGTH = 60


class CellRefused(DomainError):
    """A cell's value cannot be used; the message says what to write instead."""

    code = "cell-refused"


@dataclass(frozen=True, slots=True)
class RowError:
    """One remark about one cell, under the row number that the sheet shows (I3)."""

    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """« Ligne 12, Téléphone : Le numéro compte 8 chiffres… (« 06123456 ») »."""
        text = _("Ligne %(row)s, %(column)s : %(reason)s") % {
            "row": self.row,
            "column": self.column,
            "reason": self.reason,
        }
        if not self.value:
            return text
        shown = self.value[:SHOWN_LENGTH] + ("…" if len(self.value) > SHOWN_LENGTH else "")
        return f"{text} («\u00a0{shown}\u00a0»)"


class OrderFileRefused(DomainError):
    """Some rows cannot be ordered, so that none is: all or nothing."""

    code = "order-file-refused"

    def __init__(self, errors: Sequence[RowError]) -> None:
        rows = len({error.row for error in errors})
        super().__init__(
            ngettext(
                "%(count)s ligne refusée : corrigez-la dans le fichier et recommencez."
                " Rien n’a été enregistré.",
                "%(count)s lignes refusées : corrigez-les dans le fichier et recommencez."
                " Rien n’a été enregistré.",
                rows,
            )
            % {"count": rows}
        )
        self.errors = list(errors)


class OrderFileEmpty(DomainError):
    code = "order-file-empty"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Ce fichier ne contient aucune dotation : ajoutez-les sous la ligne d’en-tête."
            )
        )


class FixtureRefused(DomainError):
    """The file of test data, or the place where it would be loaded, is not fit."""

    code = "fixture-refused"
