"""F1: the worker killed in the middle of a sending; nothing is lost when it starts again."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from escale.clients.models import Member
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import Script, smtp_server
from escale.orders.tests.factories import OrderFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
MAILS = 200
KILLS = 3
PATIENCE_SECONDS = 60


@contextmanager
def worker(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker process on the tests' database, killed without warning when left."""
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "ESCALE_SMTP_PORT": str(port),
            "ESCALE_MAIL_LEASE_SECONDS": "2",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


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
