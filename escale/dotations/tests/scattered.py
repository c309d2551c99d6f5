"""Dotations of one order in all the states there are, whatever the actions would make of them."""

from datetime import timedelta
from itertools import count, product
from random import Random

from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.orders.models import Order

AGES = (None, 1, 10, 40)
STATES = tuple(product(DotationStatus, (False, True), (False, True), AGES))
MATRICULES = count(1)


def scattered_dotations(order: Order, number: int, *, seed: int) -> list[Dotation]:
    """So many of them, the same at each run; no two seeds give the same figures."""
    drawn = Random(seed).choices(STATES, k=number)  # noqa: S311  # made-up data
    return Dotation.objects.bulk_create(_made(order, *state) for state in drawn)


def _made(
    order: Order, status: DotationStatus, has_account: bool, opened: bool, age: int | None
) -> Dotation:
    now, matricule = clock.now(), next(MATRICULES)
    return DotationFactory.build(
        order=order,
        client=order.client,
        matricule=f"S{matricule}",
        status=status,
        amount=100 + matricule,
        invited_at=None if age is None else now - timedelta(days=age),
        opened_at=now if opened else None,
        account_created_at=now if has_account else None,
        activated_at=now if status == DotationStatus.ACTIVATED else None,
    )
