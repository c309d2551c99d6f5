"""The first night of the year: every title that is over ends, killed half-way or not."""

import time
import tracemalloc

import pytest
from django.db import connection

from escale.clients.models import Member
from escale.dotations.actions import expire_dotations as expiring
from escale.dotations.actions.expire_dotations import expire_dotations
from escale.dotations.actions.stop_mail_and_texts import stop_mail_and_texts
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.rig.figures import tell

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
DOTATIONS = sized(small=5_000, full=100_000)
ORDERS = 10
MOST_SECONDS = 60
# Of Python's own, whatever their number: one batch.
MOST_BYTES = 8 * 1024 * 1024
MANY = """
    INSERT INTO dotations_dotation (client_id, order_id, matricule, last_name, first_name, email,
        phone, amount, status, search)
    SELECT client_id, order_id, n::text, last_name, first_name, n || email, phone, amount, status,
        search
    FROM dotations_dotation, generate_series(1, %s) AS n
"""
MAILS = """
    INSERT INTO mailing_outgoingmessage (template, recipient, context, links, about, client_id,
        state, attempts, diagnostic, cause)
    SELECT 'dotations/emails/activation', email, '{}', '{}', 'dotation:' || id, client_id,
        'queued', 0, '', ''
    FROM dotations_dotation
"""


@pytest.fixture
def titles(alice: Member) -> None:
    for _ in range(ORDERS):
        DotationFactory.create(order=OrderFactory.create(client=alice.client), matricule="premier")
    with connection.cursor() as cursor:
        cursor.execute(MANY, [DOTATIONS // ORDERS - 1])
        cursor.execute(MAILS)
        cursor.execute("ANALYZE")


class Killed(BaseException):
    """What a worker's death looks like from inside: nothing after it runs."""


def test_a_new_year_ends_them_all(titles: None, alice: Member) -> None:
    tracemalloc.start()
    began = time.monotonic()
    assert expire_dotations(client_id=alice.client_id) == DOTATIONS
    seconds = time.monotonic() - began
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    tell("expiry", dotations=DOTATIONS, seconds=round(seconds, 1), megabytes=most >> 20)
    assert_all_is_over(alice)
    assert seconds <= MOST_SECONDS
    assert most <= MOST_BYTES


def test_killed_at_any_moment_it_ends_the_same(
    titles: None, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = stop_mail_and_texts
    place = "escale.dotations.actions.expire_dotations.stop_mail_and_texts"
    monkeypatch.setattr(expiring, "BATCH", DOTATIONS // ORDERS // 3)
    for deaths in range(5):
        batches = iter(range(deaths))

        def dies(*, dotation_ids: list[int], batches: object = batches) -> None:
            stop(dotation_ids=dotation_ids)
            if next(batches, None) is None:  # type: ignore[call-overload]
                raise Killed

        monkeypatch.setattr(place, dies)
        with pytest.raises(Killed):
            expire_dotations(client_id=alice.client_id)
    monkeypatch.setattr(place, stop)
    expire_dotations(client_id=alice.client_id)
    assert_all_is_over(alice)


def assert_all_is_over(member: Member) -> None:
    statuses = Dotation.objects.values_list("status", "order__status").distinct()
    assert list(statuses) == [(DotationStatus.EXPIRED, OrderStatus.ENDED)]
    states = OutgoingMessage.objects.values_list("state", flat=True).distinct()
    assert list(states) == [MessageState.CANCELLED]
    for order in member.client.orders.all():
        (line,) = entries_about(order.about).filter(verb="dotations-expired")
        assert line.changes == {"dotations": ["", str(DOTATIONS // ORDERS)]}
