from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.timezone import make_aware

from escale.clients.models import Client
from escale.dotations.emails import send_activation
from escale.dotations.models import Dotation
from escale.exchange.actions.remove_test_orders import remove_test_orders
from escale.exchange.actions.settle_taken_over_order import settle_taken_over_order
from escale.exchange.fixture_file import Failure, Fixture, FixtureOrder, read_fixture
from escale.exchange.new_dotations import copy_dotations
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.actions.create_order import NewOrder, create_order


@transaction.atomic
def load_fixture(
    *, actor: Actor, path: Path, moved: Callable[[date], date] = lambda day: day
) -> Fixture:
    """Load test data (the shape is in fixture_file), replacing the rows it names.

    `moved` says when an order is placed, of the day in the file. Raises FixtureRefused, also on a
    portal that real people use.
    """
    fixture = read_fixture(path)
    remove_test_orders(
        numbers=[order.number for order in fixture.orders],
        dotation_ids=[
            row.id for order in fixture.orders for row in order.dotations if row.id is not None
        ],
    )
    clients = {
        code: Client.objects.update_or_create(code=code, defaults={"name": name})[0]
        for code, name in fixture.client_names.items()
    }
    for order in fixture.orders:
        placed = replace(order, placed_on=moved(order.placed_on))
        _load_order(actor, clients[order.client_code], placed)
    return fixture


def _load_order(actor: Actor, client: Client, named: FixtureOrder) -> None:
    new = NewOrder(
        placed_on=named.placed_on,
        placed_by=named.placed_by,
        payment_means=named.payment_means,
        quantity=len(named.dotations),
        face_value=sum(dotation.amount for dotation in named.dotations),
        number=named.number,
    )
    order = create_order(actor=actor, client=client, new=new)
    at = min(make_aware(datetime.combine(named.placed_on, time(12))), clock.now())
    copy_dotations(order, named.dotations, at=at)
    if named.paid:
        statuses = {dotation.status for dotation in named.dotations}
        settle_taken_over_order(actor=actor, order=order, statuses=statuses, at=at)
    for identifier, failure in named.failures.items():
        _add_failed_message(identifier, failure)


def _add_failed_message(identifier: int, failure: Failure) -> None:
    """The mail that explains an « Erreur e-mail », as if it had been refused some days ago."""
    at = clock.now() - timedelta(days=failure.days_ago)
    dotation = Dotation.objects.select_related("client", "order").get(pk=identifier)
    dotation.last_message = send_activation(dotation, at=at)
    dotation.save(update_fields=["last_message"])
    OutgoingMessage.objects.filter(pk=dotation.last_message.pk).update(
        state=MessageState.FAILED,
        attempts=1,
        next_attempt_at=None,
        created_at=at,
        settled_at=at,
        smtp_code=failure.code,
        diagnostic=failure.diagnostic,
        cause=failure.cause,
    )
