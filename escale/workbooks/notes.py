"""What a person should know of how a file was read, in sentences: nothing of it passes in silence.

They are known once the last row has come.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.kernel.numbers import grouped
from escale.kernel.punctuation import quoted
from escale.workbooks.sheet import About
from escale.workbooks.tables import OpenTable
from escale.workbooks.titles import normal_name

NAMED = 8
NAMED_ROWS = 10


def notes_of(opened: OpenTable, file_name: str, silent: Iterable[str] = ()) -> list[str]:
    """`silent` are the titles of columns that we add ourselves."""
    about, table = opened.sheet.about, opened.table
    ours = {normal_name(title) for title in silent}
    unread = [one.name for one in table.unread if normal_name(one.title) not in ours or not ours]
    hidden = [row for row in opened.sheet.hidden_rows if row > table.header_number]
    return [
        *_columns(unread),
        *_sheets(about),
        *_hidden(hidden),
        *_accents(about.doubtful),
        *_unverified(about, Path(file_name).suffix.lower()),
    ]


def _columns(names: Sequence[str]) -> Iterator[str]:
    if names:
        sentence = ngettext(
            "Colonne non reconnue : %(names)s. Elle n’est pas lue.",
            "Colonnes non reconnues : %(names)s. Elles ne sont pas lues.",
            len(names),
        )
        yield sentence % {"names": _first(names)}


def _sheets(about: About) -> Iterator[str]:
    for name, rows, _named in about.others[:NAMED]:
        sentence = ngettext(
            "La feuille %(name)s (%(count)s ligne) n’est pas lue.",
            "La feuille %(name)s (%(count)s lignes) n’est pas lue.",
            rows,
        )
        yield sentence % {"name": quoted(name), "count": grouped(rows)}
    if (more := len(about.others) - NAMED) > 0:
        sentence = ngettext(
            "%(count)s autre feuille n’est pas lue.", "%(count)s autres feuilles ne sont pas lues.",
            more,
        )  # fmt: skip
        yield sentence % {"count": grouped(more)}


def _hidden(rows: Sequence[int]) -> Iterator[str]:
    if rows:
        sentence = ngettext(
            "%(count)s ligne masquée dans le fichier est lue comme les autres : ligne %(rows)s.",
            "%(count)s lignes masquées dans le fichier sont lues comme les autres : lignes"
            " %(rows)s.",
            len(rows),
        )
        numbers = ", ".join(grouped(row) for row in rows[:NAMED_ROWS])
        more = "…" if len(rows) > NAMED_ROWS else ""
        yield sentence % {"count": grouped(len(rows)), "rows": numbers + more}


def _accents(words: Sequence[str]) -> Iterator[str]:
    if words:
        shown = ", ".join(quoted(word) for word in words)
        yield _("Accents à vérifier : %(words)s. Au besoin, enregistrez le fichier en .xlsx.") % {
            "words": shown
        }


def _unverified(about: About, suffix: str) -> Iterator[str]:
    if not about.is_verified:
        yield _(
            "Ce fichier %(suffix)s ne nous dit ni les lignes masquées, ni les formules en erreur,"
            " ni les zéros qu’un format ajoute. Enregistrez-le en .xlsx pour que nous les voyions."
        ) % {"suffix": suffix}


def _first(names: Sequence[str]) -> str:
    more = "…" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
