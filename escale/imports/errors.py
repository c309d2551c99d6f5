from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.dotations.errors import DotationRefused
from escale.kernel.errors import DomainError
from escale.kernel.numbers import order_number


class ImportBusy(DomainError):
    code = "import-busy"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Un traitement est en cours sur cet import. Attendez qu’il se termine.")
        )


class ImportNotReady(DomainError):
    """Refused as a whole, or undone already: there is nothing to apply."""

    code = "import-not-ready"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Cet import ne peut plus être appliqué. Importez le fichier à nouveau.")
        )


class PreviewExpired(DomainError):
    code = "preview-expired"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Cet aperçu a plus de 24 heures. Importez le fichier à nouveau.")
        )


class UndoTooLate(DomainError):
    code = "undo-too-late"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Un import s’annule dans les 24 heures qui suivent son application.")
        )


class FileEmpty(DomainError):
    code = "import-file-empty"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Ce fichier ne contient aucune dotation : reprenez le fichier exporté de la"
                " commande."
            )
        )


class FileOfAnotherOrder(DomainError):
    """No row belongs to the order; `number` is the right one, where the client may know it."""

    code = "other-order"

    def __init__(self, wanted: int, number: int | None = None) -> None:
        self.number = number
        if number is None:
            sentence = _(
                "Aucune ligne de ce fichier n’appartient à la commande %(wanted)s. Reprenez le"
                " fichier exporté de cette commande."
            )
        else:
            sentence = _(
                "Ce fichier est celui de la commande %(number)s, pas de la commande %(wanted)s."
                " Importez-le depuis la commande %(number)s."
            )
        super().__init__(
            sentence % {"wanted": order_number(wanted), "number": order_number(number or 0)}
        )


class SourceGone(DomainError):
    code = "source-gone"

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Le fichier envoyé n’est plus là. Choisissez-le à nouveau."))


class ImportFailed(DomainError):
    """Something else than the file; nothing was written."""

    code = "import-failed"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Le traitement a été interrompu\u00a0: rien n’a été modifié ni envoyé. Recommencez."
            )
        )


class RowRefused(DotationRefused):
    """What is wrong with one cell of one row; `code` names it for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def dotation_unknown() -> RowRefused:
    """The same words for what does not exist and for what is another client's (D9)."""
    return RowRefused(
        "unknown-dotation",
        _("Cet identifiant est inconnu. Reprenez celui du fichier exporté."),
    )


def dotation_of_order(number: int) -> RowRefused:
    return RowRefused(
        "other-order",
        _("Cette dotation est de la commande %(number)s. Importez-la depuis cette commande.")
        % {"number": order_number(number)},
    )


def read_only_cell(stored: str) -> RowRefused:
    return RowRefused(
        "read-only-column",
        _(
            "Cette colonne ne se modifie pas par import. Remettez «\u00a0%(stored)s\u00a0», ou"
            " videz la case."
        )
        % {"stored": stored},
    )


def cell_blank() -> RowRefused:
    return RowRefused(
        "cell-blank",
        _("Cette case est vide\u00a0: rien n’est effacé. Remettez la valeur, ou retirez la ligne."),
    )


def row_repeated(row: int) -> RowRefused:
    return RowRefused(
        "row-repeated",
        _("Cette dotation figure aussi ligne %(row)s. Gardez une seule des deux lignes.")
        % {"row": row},
    )


def cell_outdated(day: str, author: str, present: str) -> RowRefused:
    return RowRefused(
        "changed-since-export",
        _(
            "Le fichier contient l’ancienne valeur\u00a0: %(author)s l’a remplacée le %(day)s par"
            " «\u00a0%(present)s\u00a0». Reprenez celle-ci, ou corrigez la ligne à l’écran."
        )
        % {"author": author, "day": day, "present": present},
    )


def row_changed_since() -> str:
    return _("Modifiée depuis l’import\u00a0: ses coordonnées d’aujourd’hui sont gardées.")
