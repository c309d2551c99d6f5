"""Dotations of many clients, and the managers of some of them, who have signed in."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from django.db import connection, transaction

from bench.data import COLUMNS, dotation
from escale.clients.models import Client, Member
from escale.clients.tests.factories import ClientFactory, MemberFactory
from escale.dotations.models import Dotation
from escale.imports.tests.correction_files import correction_file, exported
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.rig.people import session_of

# Rows of an import, of the mix and of the noisy neighbour.
IMPORT_ROWS = 200
NOISY_ROWS = 20_000
# Enough to correct for an hour.
ROWS_AT_HAND = 400


@dataclass(frozen=True)
class Seat:
    """What one manager's browser knows. `rows` are identifier, revision, matricule, name, address,
    phone; `file` the workbook that they import."""

    session: str
    order: int
    rows: list[tuple[int, int, str, str, str, str]]
    file: str


def is_seeded(rows: int) -> bool:
    return Client.objects.exists() and Dotation.objects.count() >= rows


@transaction.atomic
def seed(rows: int, managers: int, number_of_clients: int) -> None:
    """Half of the rows with the managers' clients, the others elsewhere; the first is noisy."""
    clients = Client.objects.bulk_create(ClientFactory.build() for _ in range(number_of_clients))
    orders = Order.objects.bulk_create(OrderFactory.build(client=client) for client in clients)
    others = number_of_clients - managers - 1
    large, small = rows // 2 // managers, rows // 2 // others
    sizes = [NOISY_ROWS, *[large] * managers, *[small] * others]
    random = Random(1)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY dotations_dotation ({COLUMNS}) FROM STDIN") as copy,
    ):
        for order, size in zip(orders, sizes, strict=True):
            for index in range(size):
                copy.write_row((order.client_id, order.pk, *dotation(random, index)))
    for client in clients[: managers + 1]:
        MemberFactory.create(client=client)


def write_seats(folder: Path) -> Path:
    """The noisy neighbour's first."""
    seats = []
    for number, member in enumerate(Member.objects.order_by("pk").select_related("user", "client")):
        size = NOISY_ROWS if number == 0 else IMPORT_ROWS
        seats.append(_seat(member, folder / str(number), size))
    path = folder / "seats.json"
    path.write_text(json.dumps([asdict(seat) for seat in seats]))
    return path


def _seat(member: Member, folder: Path, import_rows: int) -> Seat:
    folder.mkdir()
    order = Order.objects.filter(client=member.client).latest("pk")
    rows = list(order.dotations.order_by("pk")[: max(ROWS_AT_HAND, import_rows)])
    # The last ones: those that are corrected by hand are the first.
    imported = rows[-import_rows:]
    cells = [exported(row, email=f"importe{row.pk}@yopmail.example") for row in imported]
    file = correction_file(folder, cells)
    at_hand = [
        (row.pk, row.revision, row.matricule, row.last_name, row.email, row.phone)
        for row in rows[: ROWS_AT_HAND // 2]
    ]
    return Seat(session_of(member), order.pk, at_hand, str(file))
