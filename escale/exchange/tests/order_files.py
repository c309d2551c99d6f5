"""Ordering files that the tests make."""

from pathlib import Path

from escale.workbooks.sheet import Cell
from escale.workbooks.tests.made_files import workbook

HEADER: list[Cell] = ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"]


def row(number: int, **changed: Cell) -> list[Cell]:
    """A good row, save for what is changed, by the keys of the columns."""
    values: dict[str, Cell] = {
        "matricule": f"{number:03}",
        "last_name": f"TEST{number}",
        "first_name": "ancv",
        "email": f"ancv.rec{number}@yopmail.example",
        "phone": "0665915236",
        "amount": 1000,
    }
    return list((values | changed).values())


def order_file(folder: Path, rows: list[list[Cell]], *extra_columns: str) -> Path:
    return workbook(folder / "commande.xlsx", [[*HEADER, *extra_columns], *rows])
