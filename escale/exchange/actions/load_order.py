from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction
from django.utils.timezone import make_aware

from escale.clients.models import Client
from escale.exchange.actions.settle_taken_over_order import settle_taken_over_order
from escale.exchange.errors import OrderFileEmpty, OrderFileRefused, RowError
from escale.exchange.new_dotations import copy_dotations
from escale.exchange.order_file import OrderFile, read_order_file
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import Order
from escale.orders.states import PaymentMeans


@dataclass(frozen=True, slots=True)
class Terms:
    """What the file does not say; an order without date is placed today."""

    placed_on: date | None = None
    number: int | None = None
    payment_means: PaymentMeans = PaymentMeans.TRANSFER


@dataclass(frozen=True, slots=True)
class LoadedOrder:
    order: Order
    dotations: int
    blank_rows: int
    warnings: list[RowError]


def load_order(
    *, actor: Actor, client: Client, path: Path, terms: Terms | None = None
) -> LoadedOrder:
    """A paid order from a file of beneficiaries: all of its rows, or nothing is written.

    With the column « Statut dotation » the order is taken over as it stood in a former portal.
    Raises WorkbookRefused, OrderFileEmpty, OrderFileRefused (it lists the rows), OrderNumberTaken.
    """
    file = read_order_file(path)
    if file.errors:
        raise OrderFileRefused(file.errors)
    if not file.rows:
        raise OrderFileEmpty
    order = _write(actor, client, file, terms or Terms())
    return LoadedOrder(order, len(file.rows), file.blank_rows, file.warnings)


@transaction.atomic
def _write(actor: Actor, client: Client, file: OrderFile, terms: Terms) -> Order:
    placed_on = terms.placed_on or clock.today()
    new = NewOrder(
        placed_on=placed_on,
        placed_by=client.name,
        payment_means=terms.payment_means,
        quantity=len(file.rows),
        face_value=sum(row.amount for row in file.rows),
        number=terms.number,
    )
    order = create_order(actor=actor, client=client, new=new)
    at = _moment_of(placed_on)
    copy_dotations(order, file.rows, at=at)
    if file.with_statuses:
        statuses = {row.status for row in file.rows}
        order = settle_taken_over_order(actor=actor, order=order, statuses=statuses, at=at)
    else:
        order = record_payment(actor=actor, number=order.pk)
    record(
        actor=actor,
        verb="order-loaded",
        about=f"order:{order.pk}",
        changes={"dotations": ("0", str(len(file.rows)))},
    )
    return order


def _moment_of(day: date) -> datetime:
    """Nothing is known of the hour: noon, but never later than now."""
    return min(make_aware(datetime.combine(day, time(12))), clock.now())
