"""A workbook of 5 000 made-up beneficiaries, the same each time: the demonstration's big order."""

import random
from collections.abc import Iterator
from pathlib import Path

from escale.exchange.columns import TAKEOVER_COLUMNS
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

SIZE = 5_000
SEED = 1000002
DOMAIN = "yopmail.example"
AMOUNTS = (150, 200, 250, 300, 450, 600)
# Out of a hundred dotations of this order.
STATUSES = (("activé", 88), ("En attente d’activation", 11), ("Erreur e-mail", 1))
FIRST_NAMES = (
    "Abel", "Adèle", "Aïcha", "Alban", "Amina", "Antoine", "Armelle", "Aya", "Baptiste", "Camille",
    "Chloé", "Claire", "Danièle", "Driss", "Éléonore", "Élise", "Erwan", "Fanch", "Fatou", "Gaël",
    "Gwenaël", "Hélène", "Hugo", "Ibrahim", "Inès", "Jeanne", "Joëlle", "Karim", "Katell", "Léa",
    "Loïc", "Lucas", "Maëlle", "Malo", "Manon", "Mathis", "Nadia", "Nolwenn", "Océane", "Paul",
    "Quentin", "Romane", "Samira", "Soazig", "Théo", "Ursule", "Violette", "Yann", "Yves", "Zoé",
)  # fmt: skip
LAST_NAMES = (
    "ABGRALL", "BAUDRY", "BENALI", "BERTHIER", "BLIN", "CARIOU", "CARON", "CHAUVET", "COSTE",
    "DA SILVA", "DELMAS", "DIALLO", "D’ORNANO", "DUMAS", "FERRAND", "FLOC’H", "GARNIER", "GUÉRIN",
    "GUILLOU", "HAMON", "JAOUEN", "KERVELLA", "LAMBERT", "LE BIHAN", "LE GOFF", "LEFÈVRE",
    "LEMOINE", "L’HERMITTE", "MARCHAND", "MÉNARD", "MOREAU", "MORVAN", "NICOLAS", "N’GUESSAN",
    "ŒUVRARD", "OUALI", "PERRIN", "PRIGENT", "QUÉRÉ", "RENOU", "ROLLAND", "SÉGUIN", "TANGUY",
    "TRÉGUER", "URVOY", "VASSEUR", "WEBER", "YVES", "ZIMMER",
)  # fmt: skip


def write_big_order(path: Path) -> None:
    """An ordering file with « Statut dotation », as a client taken over from elsewhere sends it."""
    columns = [
        WrittenColumn(column.title, kind=Kind.NUMBER if column.key == "amount" else Kind.TEXT)
        for column in TAKEOVER_COLUMNS
    ]
    write_workbook(path, columns, _rows(), sheet_name="Bénéficiaires")


def _rows() -> Iterator[tuple[str | int, ...]]:
    # Made-up people, not secrets: the same seed gives the same order on every machine.
    chance = random.Random(SEED)  # noqa: S311
    labels = [label for label, _share in STATUSES]
    shares = [share for _label, share in STATUSES]
    for number in range(1, SIZE + 1):
        yield (
            f"K{number:05}",
            chance.choice(LAST_NAMES),
            chance.choice(FIRST_NAMES),
            f"k{number:05}@{DOMAIN}",
            f"06000{number:05}",
            chance.choice(AMOUNTS),
            chance.choices(labels, shares)[0],
        )
