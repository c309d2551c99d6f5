from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escale.kernel.errors import DomainError
from escale.kernel.punctuation import quoted

SHOWN_LENGTH = 60


class DraftBusy(DomainError):
    """A file is being read, or the order written: nothing may change meanwhile."""

    code = "draft-busy"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Une vérification est en cours. Attendez qu’elle se termine.")
        )


class NothingAsked(DomainError):
    """The file was read, given up or replaced meanwhile."""

    code = "nothing-asked"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Ce fichier n’attend plus de réponse. Choisissez-le à nouveau.")
        )


class DraftPlaced(DomainError):
    code = "draft-placed"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Cette commande est déjà passée\u00a0: elle ne peut plus être modifiée.")
        )


class DraftEmpty(DomainError):
    code = "draft-empty"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Cette commande n’a aucun bénéficiaire. Ajoutez-en au moins un.")
        )


class DraftHasRefusedLines(DomainError):
    code = "draft-has-refused-lines"

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "%(count)s ligne est refusée. Corrigez-la ou retirez-la pour commander.",
                "%(count)s lignes sont refusées. Corrigez-les ou retirez-les pour commander.",
                count,
            )
            % {"count": count}
        )


class DraftChanged(DomainError):
    """What was confirmed is no longer what would be ordered."""

    code = "draft-changed"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Cette commande a été modifiée depuis l’affichage du récapitulatif."
                " Vérifiez les montants, puis confirmez à nouveau."
            )
        )


class LineGone(DomainError):
    code = "line-gone"

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Cette ligne a été retirée entre-temps."))


class LineEmpty(DomainError):
    code = "line-empty"

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Rien n’est ajouté : remplissez d’abord la ligne."))


class TooManyLines(DomainError):
    code = "too-many-lines"

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "Une commande compte %(most)s bénéficiaires au plus."
                " Répartissez-les en plusieurs commandes."
            )
            % {"most": most}
        )


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
        return f"{text} ({quoted(shown)})"


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
