"""F1: the worker killed in the middle of a sending; nothing is lost when it starts again."""

import time
from collections import Counter

import pytest

from escale.clients.models import Member
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import Script, smtp_server
from escale.orders.tests.factories import OrderFactory
from tests.drills.worker_process import worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MAILS = 200
KILLS = 3
PATIENCE_SECONDS = 60


def wait_for(relay: Script, number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(set(relay.recipients)) < number:
        assert time.monotonic() < deadline, f"{len(set(relay.recipients))} of {number} arrived"
        time.sleep(0.02)


def test_killed_in_the_middle_of_resends_nothing_is_lost(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client)
    rows = DotationFactory.create_batch(MAILS, order=order, in_error=True)
    for row in rows:
        resend_activation(actor=alice.actor, dotation_id=row.pk)
    with smtp_server() as (relay, port):
        for kill in range(1, KILLS + 1):
            with worker(port):
                wait_for(relay, kill * MAILS // (KILLS + 1))
        with worker(port):
            wait_for(relay, MAILS)
            wait_until_settled()
    arrived = Counter(relay.recipients)
    assert set(arrived) == {row.email for row in rows}
    # Doubled only between the relay's 250 and our commit: one message in flight for each kill.
    doubled = [recipient for recipient, times in arrived.items() if times > 1]
    assert len(doubled) <= KILLS
    for recipient in doubled:
        copies = [mail.content for mail in relay.received if mail.recipient == recipient]
        assert len({copy["Message-ID"] for copy in copies}) == 1
        assert len({str(copy.get_body(("plain",))) for copy in copies}) == 1
    assert set(Dotation.objects.values_list("status", flat=True)) == {"awaiting_activation"}


def wait_until_settled() -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while OutgoingMessage.objects.exclude(state=MessageState.SENT).exists():
        assert time.monotonic() < deadline, "messages left unsettled"
        time.sleep(0.05)
