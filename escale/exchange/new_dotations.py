"""Writing many dotations at once: COPY, one statement whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from escale.dotations.models import Dotation
from escale.dotations.search import search_text
from escale.dotations.states import BEFORE_FIRST_EMAIL, DotationStatus
from escale.kernel.copying import pouring_into
from escale.orders.models import Order

TABLE = Dotation._meta.db_table
COLUMNS = (
    "id", "client_id", "order_id", "matricule", "last_name", "first_name", "email", "phone",
    "amount", "status", "invited_at", "account_created_at", "activated_at", "search",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewDotation:
    """Checked values: `phone` in E.164, `amount` in cents. `id` None takes the next identifier."""

    matricule: str
    last_name: str
    first_name: str
    email: str
    phone: str
    amount: int
    status: DotationStatus = DotationStatus.PRODUCTION
    id: int | None = None
    has_account: bool = False
    invited_at: datetime | None = None


def copy_dotations(order: Order, dotations: Sequence[NewDotation], *, at: datetime) -> None:
    """Insert them in the caller's transaction. `at` dates what their status says has happened."""
    fresh_ids = iter(_next_ids(sum(new.id is None for new in dotations)))
    with pouring_into(TABLE, COLUMNS) as copy:
        for new in dotations:
            identifier = next(fresh_ids) if new.id is None else new.id
            copy.write_row((identifier, order.client_id, order.pk, *_values(new, at)))
    if any(new.id is not None for new in dotations):
        _move_sequence_past_ids()


def _values(new: NewDotation, at: datetime) -> tuple[object, ...]:
    activated = new.status == DotationStatus.ACTIVATED
    reached = new.status not in BEFORE_FIRST_EMAIL | {DotationStatus.ORDERED}
    return (
        new.matricule,
        new.last_name,
        new.first_name,
        new.email,
        new.phone,
        new.amount,
        new.status.value,
        new.invited_at or (at if reached and new.status != DotationStatus.EMAIL_ERROR else None),
        at if activated or new.has_account else None,
        at if activated else None,
        search_text(
            matricule=new.matricule,
            last_name=new.last_name,
            first_name=new.first_name,
            email=new.email,
            phone=new.phone,
        ),
    )


def _next_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [TABLE, count],
        )
        return [identifier for (identifier,) in cursor.fetchall()]


def _move_sequence_past_ids() -> None:
    """Identifiers given from outside must never be given again by the sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT setval(sequence, greatest((SELECT max(id) FROM dotations_dotation),
                                             nextval(sequence)))
            FROM (SELECT pg_get_serial_sequence('dotations_dotation', 'id')::regclass) s(sequence)
            """
        )
