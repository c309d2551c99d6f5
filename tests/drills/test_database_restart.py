"""F4: PostgreSQL breaks down and comes back while managers correct and mail leaves."""

import threading
import time
from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from escale.clients.tests.factories import MemberFactory
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.local.ports import free_port
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import smtp_server
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import full_size_only
from tests.drills.test_relay import mailed
from tests.rig.database import break_down, database_of_its_own
from tests.rig.figures import tell
from tests.rig.people import Corrections, Manager, at_work, session_of
from tests.rig.processes import Service, answers, database_url, wait_until, web, worker

pytestmark = [
    pytest.mark.drill,
    pytest.mark.django_db(transaction=True),
    full_size_only,
]
MANAGERS = 20
ROWS = 1_000
MAILS = 10_000
BREAKS = 5
BETWEEN_SECONDS = 12
# The goal: without anybody's help.
BACK_SECONDS = 30


def test_nothing_acknowledged_is_lost(transactional_db: None, tmp_path: Path) -> None:
    with ExitStack() as stack:
        cluster = stack.enter_context(database_of_its_own(tmp_path))
        member = MemberFactory.create()
        order = OrderFactory.create(client=member.client)
        rows = Dotation.objects.bulk_create(
            DotationFactory.build(order=order, client=member.client) for _ in range(MANAGERS * ROWS)
        )
        written_to = mailed(member, MAILS)
        relay, smtp_port = stack.enter_context(smtp_server())
        port, stop = free_port(), threading.Event()
        people = [
            Corrections(
                Manager([f"http://127.0.0.1:{port}"], session_of(member)), rows[n::MANAGERS]
            )
            for n in range(MANAGERS)
        ]
        environment = {
            "DATABASE_URL": database_url(),
            "ESCALE_SMTP_PORT": str(smtp_port),
            "ESCALE_MAIL_LEASE_SECONDS": "10",
            "ESCALE_MAIL_NOTES": str(tmp_path / "notes"),
            # Slowly enough for every break to meet mail that leaves.
            "ESCALE_MAIL_PER_MINUTE": "6000",
        }
        connection.close()
        portal = stack.enter_context(Service(web(port), environment, tmp_path / "web.log"))
        tasks = stack.enter_context(Service(worker(), environment, tmp_path / "worker.log"))
        wait_until(partial(answers, port, path="/readyz"))
        threads = at_work(people, stop)
        back = []
        for _break in range(BREAKS):
            time.sleep(BETWEEN_SECONDS)
            began_at = time.monotonic()
            break_down(cluster)
            done, left = acknowledged(people), len(relay.recipients)
            wait_until(lambda: acknowledged(people) > done)  # noqa: B023
            wait_until(lambda: len(relay.recipients) > left)  # noqa: B023
            back.append(time.monotonic() - began_at)
        stop.set()
        for thread in threads:
            thread.join()
        # What was corrected leaves too.
        wait_until(lambda: everything_has_left(), 600)
        counted = Counter(relay.recipients)
        assert set(written_to) <= set(counted)
        check(people)
        statuses = sum((one.manager.answers for one in people), Counter())
        assert set(statuses) <= {200, 302, 503}
        assert max(back) <= BACK_SECONDS
        assert portal.starts == 1
    tell(
        "F4",
        acknowledged=acknowledged(people),
        unavailable=statuses[503],
        cut=sum(len(one.manager.failures) for one in people),
        doubled=sum(times > 1 for times in counted.values()),
        back_seconds=[round(seconds, 1) for seconds in back],
        worker_starts=tasks.starts,
    )


def acknowledged(people: list[Corrections]) -> int:
    return sum(len(one.done) for one in people)


def everything_has_left() -> bool:
    return not OutgoingMessage.objects.exclude(
        state__in=[MessageState.SENT, MessageState.CANCELLED]
    ).exists()


def check(people: list[Corrections]) -> None:
    """What was acknowledged is there; what was not is there with its mail and its line, or not."""
    kept = dict(Dotation.objects.filter(revision__gt=0).values_list("pk", "email"))
    done = {pk: email for one in people for pk, email in one.done.items()}
    assert done.items() <= kept.items()
    tried = {pk: email for one in people for pk, email in one.tried.items()}
    assert {pk: email for pk, email in kept.items() if email.startswith("corrige")}.items() <= (
        tried.items()
    )
    corrected = {f"dotation:{pk}" for pk in kept if pk in tried}
    mails = OutgoingMessage.objects.filter(recipient__startswith="corrige")
    lines = JournalEntry.objects.filter(verb="contact-corrected")
    assert set(mails.values_list("about", flat=True)) == corrected
    assert set(lines.values_list("about", flat=True)) == corrected
