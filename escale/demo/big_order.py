"""5 000 made-up beneficiaries, the same each time: the demonstration's big order."""

import random
from collections.abc import Iterator
from datetime import timedelta

from escale.dotations.states import DotationStatus
from escale.exchange.new_dotations import NewDotation

BIG_ORDER_NUMBER = 2849950
BIG_ORDER_AGE = timedelta(days=45)
SIZE = 5_000
SEED = 1000002
DOMAIN = "yopmail.example"
AMOUNTS = (150, 200, 250, 300, 450, 600)
# Out of a hundred dotations of this order.
STATUSES = (
    (DotationStatus.ACTIVATED, 88),
    (DotationStatus.AWAITING_ACTIVATION, 11),
    (DotationStatus.EMAIL_ERROR, 1),
)
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


def big_order_people() -> Iterator[NewDotation]:
    # Made-up people, not secrets: the same seed gives the same order on every machine.
    chance = random.Random(SEED)  # noqa: S311
    statuses = [status for status, _share in STATUSES]
    shares = [share for _status, share in STATUSES]
    for number in range(1, SIZE + 1):
        yield NewDotation(
            matricule=f"K{number:05}",
            last_name=chance.choice(LAST_NAMES),
            first_name=chance.choice(FIRST_NAMES),
            email=f"k{number:05}@{DOMAIN}",
            phone=f"+336000{number:05}",
            amount=chance.choice(AMOUNTS) * 100,
            status=chance.choices(statuses, shares)[0],
        )
