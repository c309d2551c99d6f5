"""Headings of the table of dotations: what each column is called, and where a click on it leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from escale.dotations.sorting import Column, Sort

# What one looks for first there: the newest, the largest.
FIRST_DOWN = {Column.LAST_EMAIL, Column.AMOUNT}


@dataclass(frozen=True, slots=True)
class Head:
    """`look` is its CSS class; `column` what it sorts by; `sort` how the table stands now."""

    label: str
    look: str = ""
    column: Column | None = None
    sort: Sort | None = None

    @property
    def is_sorted(self) -> bool:
        return self.sort is not None and self.sort.column == self.column

    @property
    def aria_sort(self) -> str:
        if not self.sort or not self.is_sorted:
            return ""
        return "descending" if self.sort.is_down else "ascending"

    @property
    def icon(self) -> str:
        return {"": "sort", "ascending": "asc", "descending": "down"}[self.aria_sort]

    @property
    def target(self) -> str:
        """« tri » of its link; empty where nothing sorts by it."""
        if self.column is None:
            return ""
        if self.sort and self.is_sorted:
            return str(self.sort.reverse)
        return str(Sort(self.column, self.column in FIRST_DOWN))


def heads_of(sort: Sort | None, *, with_order: bool) -> Iterator[Head]:
    """In the order of R14 and R24, then what we add."""
    yield Head(_("Matricule"), "col-matricule", Column.MATRICULE, sort)
    if with_order:
        yield Head(_("N° de commande"), "col-order")
    yield Head(_("Nom"), "col-name", Column.NAME, sort)
    yield Head(_("Prénom"), "col-first-name")
    yield Head(_("Adresse Mail"), "col-mail")
    yield Head(_("Téléphone"), "col-phone")
    yield Head(_("Montant"), "col-amount n", Column.AMOUNT, sort)
    yield Head(_("Statut dotation"), "col-status", Column.STATUS, sort)
    yield Head(_("Dernier e\u2011mail"), "col-sent", Column.LAST_EMAIL, sort)
