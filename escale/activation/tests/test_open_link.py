from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from escale.activation.queries import LinkState, open_link
from escale.dotations.links import LIFETIME, activation_link
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel.tokens import sign

ISSUED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def token_of(row: Dotation) -> str:
    link = activation_link(row, issued_at=ISSUED)
    return sign(link.purpose, link.payload)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(0), LinkState.VALID),
        (LIFETIME - timedelta(seconds=1), LinkState.VALID),
        (LIFETIME, LinkState.EXPIRED),
    ],
)
def test_a_link_lives_thirty_days(age: timedelta, state: LinkState) -> None:
    token = token_of(DotationFactory.create())
    with time_machine.travel(ISSUED + age, tick=False):
        assert open_link(token).state == state


@pytest.mark.django_db
def test_a_link_of_a_dotation_that_is_gone_is_unknown() -> None:
    row = DotationFactory.create()
    token = token_of(row)
    row.delete()
    assert open_link(token).state == LinkState.UNKNOWN


@pytest.mark.django_db
def test_a_dead_link_shows_nobody() -> None:
    row = DotationFactory.create()
    token = token_of(row)
    Dotation.objects.update(link_generation=1)
    assert open_link(token).dotation is None
