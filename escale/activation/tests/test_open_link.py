from datetime import timedelta

import pytest
import time_machine

from escale.activation.queries import EndedTitle, LinkState, open_link
from escale.dotations.links import LIFETIME, activation_link
from escale.dotations.models import Dotation
from escale.dotations.states import ENDED, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.tokens import sign


def token_of(row: Dotation, *, age: timedelta = timedelta(0)) -> str:
    link = activation_link(row, issued_at=clock.database_now() - age)
    return sign(link.purpose, link.payload)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(0), LinkState.VALID),
        (LIFETIME - timedelta(minutes=1), LinkState.VALID),
        (LIFETIME, LinkState.EXPIRED),
    ],
)
def test_a_link_lives_thirty_days(age: timedelta, state: LinkState) -> None:
    assert open_link(token_of(DotationFactory.create(), age=age)).state == state


@pytest.mark.django_db
@pytest.mark.parametrize("skew", [timedelta(minutes=10), timedelta(days=1), timedelta(minutes=-10)])
def test_a_server_whose_clock_is_wrong_changes_nothing(skew: timedelta) -> None:
    """F14: neither the one that issues the link nor the one that reads it."""
    row = DotationFactory.create()
    with time_machine.travel(clock.now() + skew):
        almost_old = token_of(row, age=LIFETIME - timedelta(minutes=1))
        old = token_of(row, age=LIFETIME)
        assert open_link(almost_old).state == LinkState.VALID
        assert open_link(old).state == LinkState.EXPIRED
    assert open_link(almost_old).state == LinkState.VALID
    assert open_link(old).state == LinkState.EXPIRED


@pytest.mark.django_db
def test_a_link_of_a_dotation_that_is_gone_is_unknown() -> None:
    row = DotationFactory.create()
    token = token_of(row)
    row.delete()
    assert open_link(token).state == LinkState.UNKNOWN


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(ENDED))
def test_a_link_of_a_dotation_that_is_over_says_so(status: DotationStatus) -> None:
    """Of the present address, however old; with an account or without."""
    for account in ({}, {"account_created": True}):
        row = DotationFactory.create(status=status, **account)
        for age in (timedelta(0), 10 * LIFETIME):
            opened = open_link(token_of(row, age=age))
            assert opened.state == LinkState.OVER
            assert opened.dotation is None
            assert opened.ended == EndedTitle(
                row.client.name, row.order.valid_until, status == DotationStatus.EXPIRED
            )
        token = token_of(row)
        Dotation.objects.update(link_generation=1)
        assert open_link(token).state == LinkState.REPLACED


@pytest.mark.django_db
def test_a_dead_link_shows_nobody() -> None:
    row = DotationFactory.create()
    token = token_of(row)
    Dotation.objects.update(link_generation=1)
    assert open_link(token).dotation is None
