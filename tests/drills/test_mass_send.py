"""F12, F13 and F1 for mass sends: at once, twice, killed half-way, stopped half-way."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, F

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.errors import DomainError
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mass_sends.actions.advance_mass_send import advance_mass_send
from escale.mass_sends.actions.plan_mass_send import WantedSend, plan_mass_send
from escale.mass_sends.actions.stop_mass_send import stop_mass_send
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import figures, tally
from escale.mass_sends.states import SendStatus
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.drills.worker_process import wait_until, worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROWS = sized(small=5_000, full=20_000)
FEW = 50
AT_ONCE = 10
# After a batch: about one more goes by in a tenth of a second.
KILLS_SECONDS = (0.0, 0.05, 0.1)
# Nobody listens there: nothing that is queued leaves.
NO_SMTP_PORT = 1


def awaiting(alice: Member, number: int) -> Order:
    order = OrderFactory.create(client=alice.client)
    rows = [DotationFactory.build(order=order, client=alice.client) for _ in range(number)]
    Dotation.objects.bulk_create(rows)
    return order


def plan(member: Member, number: int, request_id: UUID | None = None) -> MassSend:
    wanted = WantedSend(Choice(), number, request_id or uuid4())
    return plan_mass_send(member=member, wanted=wanted)


def due(mass_send: MassSend) -> None:
    MassSend.objects.filter(pk=mass_send.pk).update(leaves_at=clock.database_now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")


def has_gone_on(number: int) -> bool:
    """Or has no more to do, on a machine that is faster than the kills."""
    return OutgoingMessage.objects.count() > min(number, ROWS - 1)


def most_mails_of_one() -> int:
    counted = OutgoingMessage.objects.exclude(state=MessageState.CANCELLED).values("about")
    found: int = counted.annotate(number=Count("pk")).order_by("-number")[0]["number"]
    return found


def test_one_form_sent_fifty_times_is_one_send(alice: Member) -> None:
    awaiting(alice, FEW)
    request_id = uuid4()

    def send(_index: int) -> int:
        try:
            return plan(alice, FEW, request_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert len(set(pool.map(send, range(FEW)))) == 1
    assert MassSend.objects.get().rows.count() == FEW


def test_managers_at_once_write_to_nobody_twice(alice: Member, bob: Member) -> None:
    awaiting(alice, FEW)

    def send(index: int) -> str:
        try:
            return f"planned {plan((alice, bob)[index % 2], FEW).status}"
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ended = list(pool.map(send, range(AT_ONCE)))
    assert ended.count("planned planned") == 1
    assert ended.count("nobody-to-write-to") == AT_ONCE - 1
    due(MassSend.objects.get())
    advance_mass_send(mass_send_id=MassSend.objects.get().pk)
    assert most_mails_of_one() == 1
    # And again a minute later: everybody was just written to.
    OutgoingMessage.objects.update(created_at=F("created_at") - timedelta(minutes=1))
    assert tally(bob, Choice()).total == 0


def test_killed_half_way_it_goes_on_and_writes_to_nobody_twice(alice: Member) -> None:
    awaiting(alice, ROWS)
    mass_send = plan(alice, ROWS)
    due(mass_send)
    for seconds in KILLS_SECONDS:
        with worker(NO_SMTP_PORT):
            wait_until(partial(has_gone_on, OutgoingMessage.objects.count()))
            time.sleep(seconds)
        found = figures(mass_send)
        assert found.planned == ROWS
        assert found.to_queue == ROWS - OutgoingMessage.objects.count()
    advance_mass_send(mass_send_id=mass_send.pk)
    mass_send.refresh_from_db()
    assert mass_send.status == SendStatus.DONE
    assert figures(mass_send).planned == OutgoingMessage.objects.count() == ROWS
    assert most_mails_of_one() == 1


def test_stopped_half_way_nothing_more_is_queued(alice: Member) -> None:
    awaiting(alice, ROWS)
    mass_send = plan(alice, ROWS)
    due(mass_send)
    with ThreadPoolExecutor(1) as pool:
        advancing = pool.submit(partial(_advance, mass_send.pk))
        wait_until(OutgoingMessage.objects.exists)
        stop_mass_send(actor=alice.actor, mass_send_id=mass_send.pk)
        advancing.result()
    found = figures(mass_send_now(mass_send))
    assert found.planned == found.stopped == ROWS
    assert not OutgoingMessage.objects.exclude(state=MessageState.CANCELLED).exists()
    assert OutgoingMessage.objects.count() < ROWS


def _advance(mass_send_id: int) -> None:
    try:
        advance_mass_send(mass_send_id=mass_send_id)
    finally:
        connection.close()


def mass_send_now(mass_send: MassSend) -> MassSend:
    mass_send.refresh_from_db()
    return mass_send
