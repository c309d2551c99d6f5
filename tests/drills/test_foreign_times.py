"""T1: another client's number takes the time of a number that nothing has."""

import time
from statistics import median

import pytest

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.drills.test_enumeration import LEAST_CHANCE, likelihood
from tests.personas import SignIn

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
TRIES = sized(30, 200)
MOST_APART = 0.10


@pytest.mark.parametrize("path", ["/dotations/{}/", "/commandes/{}/", "/commandes/{}/dotations/"])
def test_foreign_and_missing_take_the_same_time(
    alice: Member, charlie: Member, sign_in: SignIn, path: str
) -> None:
    theirs = DotationFactory.create(order=OrderFactory.create(client=charlie.client))
    number = theirs.pk if path.startswith("/dotations") else theirs.order_id
    browser = sign_in(alice)
    times: dict[int, list[float]] = {number: [], number + 1: []}
    for turn in range(TRIES):
        for asked in (number, number + 1) if turn % 2 else (number + 1, number):
            start = time.perf_counter()
            assert browser.get(path.format(asked)).status_code == 404
            times[asked].append(time.perf_counter() - start)
    foreign, missing = times.values()
    apart = abs(median(foreign) / median(missing) - 1)
    chance = likelihood(foreign, missing)
    print(f"{path}: {apart:.1%} apart, p = {chance:.3f}")  # noqa: T201  # the figure it is about
    assert apart <= MOST_APART or chance > LEAST_CHANCE
