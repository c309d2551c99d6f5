"""Files of corrections that the tests make: the export of an order, changed here and there."""

from pathlib import Path
from typing import Any

from escale.dotations.models import Dotation
from escale.exchange.order_export import written_amount
from escale.kernel.phones import national_digits
from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook

TITLES: dict[str, Cell] = {
    "id": "Identifiant dotation",
    "matricule": "Matricule",
    "last_name": "Nom",
    "first_name": "Prénom",
    "email": "Adresse Mail",
    "phone": "Téléphone",
    "amount": "Montant",
    "status": "Statut dotation",
}


def exported(dotation: Dotation, **changed: Any) -> list[Cell]:
    """The row that « Exporter » writes of a dotation, save for what is changed, by column."""
    values: dict[str, Any] = {
        "id": dotation.pk,
        "matricule": dotation.matricule,
        "last_name": dotation.last_name,
        "first_name": dotation.first_name,
        "email": dotation.email,
        "phone": national_digits(dotation.phone),
        "amount": written_amount(dotation.amount),
        "status": "En attente d’activation",
    }
    return list((values | changed).values())


def correction_file(
    folder: Path, rows: list[list[Cell]], *, first_cell: str = "A1", name: str = "export.xlsx"
) -> Path:
    return workbook(folder / name, [list(TITLES.values()), *rows], first_cell)
