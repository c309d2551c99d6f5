"""One French sentence for each reason not to read a file, saying what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.kernel.errors import DomainError
from escale.kernel.numbers import grouped
from escale.workbooks.limits import Limits
from escale.workbooks.refusals import Refusal

SENTENCES: dict[Refusal, Promise] = {
    Refusal.NOT_A_FILE: _(
        "Ce fichier est introuvable ou n’est pas un fichier : choisissez un classeur .xlsx, .xls,"
        " .ods ou .csv."
    ),
    Refusal.EMPTY: _(
        "Ce fichier est vide : vérifiez son enregistrement, puis choisissez-le à nouveau."
    ),
    Refusal.TOO_HEAVY: _(
        "Ce fichier dépasse %(megabytes)s Mo : gardez la seule feuille utile ou coupez-le en deux."
    ),
    Refusal.FORMAT_UNKNOWN: _(
        "Ce format de fichier n’est pas accepté : enregistrez votre tableau au format .xlsx, .xls,"
        " .ods ou .csv."
    ),
    Refusal.FORMAT_MISMATCH: _(
        "Le contenu de ce fichier ne correspond pas à son extension : ouvrez-le dans votre tableur"
        " et enregistrez-le au format .xlsx."
    ),
    Refusal.PASSWORD: _(
        "Ce fichier est protégé par un mot de passe : enregistrez-le sans mot de passe, puis"
        " choisissez-le à nouveau."
    ),
    Refusal.UNREADABLE: _(
        "Ce fichier est abîmé ou incomplet : ouvrez-le dans votre tableur et enregistrez-le à"
        " nouveau au format .xlsx."
    ),
    Refusal.SUSPICIOUS: _(
        "Ce fichier n’est pas construit comme un classeur ordinaire : copiez votre tableau dans un"
        " nouveau classeur et enregistrez-le au format .xlsx."
    ),
    Refusal.UNPACKED_TOO_BIG: _(
        "Une fois décompressé, ce classeur est trop volumineux : copiez les seules cellules utiles"
        " dans un nouveau classeur."
    ),
    Refusal.TOO_MANY_ROWS: _(
        "Ce fichier compte plus de %(rows)s lignes : coupez-le en plusieurs fichiers."
    ),
    Refusal.TOO_MANY_COLUMNS: _(
        "Ce tableau compte plus de %(columns)s colonnes : effacez ce qui se trouve à droite de vos"
        " données, puis enregistrez-le."
    ),
    Refusal.TOO_SLOW: _(
        "La lecture de ce fichier prend plus de %(seconds)s secondes : copiez les seules cellules"
        " utiles dans un nouveau classeur."
    ),
    Refusal.TOO_DEMANDING: _(
        "Ce classeur est abîmé ou bien trop étendu : copiez les seules cellules utiles dans un"
        " nouveau classeur et enregistrez-le au format .xlsx."
    ),
    Refusal.ENCODING: _(
        "Les accents de ce fichier .csv ne peuvent pas être lus : enregistrez-le au format"
        " « CSV UTF-8 » ou .xlsx."
    ),
    Refusal.QUOTES: _(
        "Ligne %(line)s de ce fichier .csv : un guillemet est mal placé. Corrigez-le, ou"
        " enregistrez votre tableau au format .xlsx."
    ),
    Refusal.NO_DATA: _(
        "Ce classeur ne contient aucune donnée dans une feuille visible : vérifiez que c’est le bon"
        " fichier."
    ),
}


class WorkbookRefused(DomainError):
    """The file as a whole cannot be used: nothing was read from it."""

    code = "workbook-refused"


class WorkbookUnreadable(WorkbookRefused):
    """Refused before any column was looked at; `reason` names why for programs and tests."""

    def __init__(self, reason: Refusal, limits: Limits, line: int = 0) -> None:
        self.reason = reason
        figures = {
            "megabytes": limits.megabytes,
            "rows": grouped(limits.rows),
            "columns": limits.columns,
            "seconds": limits.seconds,
            "line": grouped(line),
        }
        super().__init__(str(SENTENCES[reason]) % figures)
