"""Databases of many clients, made by COPY with the product's own tables and indexes.

The same rows at each run: monthly orders for the same employees. A large world is kept, and taken
again by the next run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from bench.data import person
from bench.databases import create, exists, rename, tell, using
from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.kernel.copying import chunks, copy_line
from escale.orders.models import Order
from escale.orders.states import OrderStatus, PaymentMeans

TABLE = "dotations_dotation"
COLUMNS = (
    "id, client_id, order_id, matricule, last_name, first_name, email, phone, amount, status,"
    " activated_at, search"
)
# Employees are drawn from so many people.
PEOPLE = 100_000
FIRST_ID, FIRST_ORDER = 12_000_001, 3_000_001
AMOUNT = 40_000
OPEN, OVER = ("awaiting_activation", None), ("activated", "2026-06-01 12:00:00+00")


@dataclass(frozen=True, slots=True)
class Employer:
    """A client: so many employees, all of them in each of so many orders."""

    employees: int
    orders: int

    @property
    def dotations(self) -> int:
        return self.employees * self.orders


def member_of(employer: Employer) -> Member:
    """Somebody of the first such client."""
    return Member.objects.select_related("client", "user").get(user__identifier=_code(employer))


@contextmanager
def world(name: str, employers: Sequence[Employer], *, is_kept: bool) -> Iterator[None]:
    """Django's connection in that database, which is made unless an earlier run left it whole."""
    if not (is_kept and exists(name)):
        unfinished = f"{name}_unfinished"
        create(unfinished)
        with using(unfinished):
            tell(f"{name}: {sum(employer.dotations for employer in employers):,} dotations…")
            _fill(employers)
        rename(unfinished, name)
    with using(name):
        yield


def _fill(employers: Sequence[Employer]) -> None:
    clients = Client.objects.bulk_create(
        Client(code=f"world-{number}", name=f"Client de {employer.dotations}")
        for number, employer in enumerate(employers)
    )
    for employer, client in reversed(list(zip(employers, clients, strict=True))):
        user, _made = User.objects.get_or_create(identifier=_code(employer))
        Member.objects.update_or_create(
            user=user, defaults={"client": client, "role": Role.ADMINISTRATOR}
        )
    orders = _monthly(employers, clients)
    Order.objects.bulk_create((order for order, _employer, _is_last in orders), batch_size=1_000)
    with connection.cursor() as cursor:
        indexes = _taken_down(cursor)
        # Neither foreign keys nor the journal are asked about each row.
        cursor.execute("SET session_replication_role = replica")
        with cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as copy:
            for chunk in chunks(_lines(orders)):
                copy.write(chunk)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for index in indexes:
            cursor.execute(index)
        cursor.execute(f"VACUUM (ANALYZE, FREEZE) {TABLE}")
        cursor.execute("ANALYZE")


def _code(employer: Employer) -> str:
    return f"world-of-{employer.dotations}"


def _monthly(
    employers: Sequence[Employer], clients: Sequence[Client]
) -> list[tuple[Order, Employer, bool]]:
    """Month after month, the orders of all clients; whether it is the client's last one."""
    orders: list[tuple[Order, Employer, bool]] = []
    for month in range(max(employer.orders for employer in employers)):
        for employer, client in zip(employers, clients, strict=True):
            if month < employer.orders:
                order = _order(FIRST_ORDER + len(orders), client, employer.employees, month)
                orders.append((order, employer, month == employer.orders - 1))
    return orders


def _order(number: int, client: Client, quantity: int, month: int) -> Order:
    return Order(
        number=number, client=client, placed_on=date(2025, 12, 1) + timedelta(days=30 * month),
        placed_by=client.name, payment_means=PaymentMeans.TRANSFER,
        status=OrderStatus.EMAILS_SENT, face_value=quantity * AMOUNT, commission=0,
        total=quantity * AMOUNT, paid_at=timezone.now(),
    )  # fmt: skip


def _lines(orders: Sequence[tuple[Order, Employer, bool]]) -> Iterator[str]:
    random = Random(7)
    people = [person(random, index) for index in range(PEOPLE)]
    tails = {
        state: [copy_line((*who, AMOUNT, *state, text)) for *who, text in people]
        for state in (OPEN, OVER)
    }
    identifier = FIRST_ID
    for order, employer, is_last in orders:
        tail, first = tails[OPEN if is_last else OVER], order.client_id * 7_919
        head = f"{order.client_id}\t{order.number}\t"
        for index in range(first, first + employer.employees):
            yield f"{identifier}\t{head}{tail[index % PEOPLE]}"
            identifier += 1


def _taken_down(cursor: CursorWrapper) -> list[str]:
    """What builds the indexes again, once the rows are there: three times faster than with them."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)",
        [TABLE],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]
