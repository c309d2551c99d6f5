"""F21: web hosts are renewed one by one while people work; nobody notices."""

import threading
from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.local.ports import free_port
from escale.mailing.models import OutgoingMessage
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.rig.people import Corrections, Manager, at_work, session_of
from tests.rig.processes import Service, answers, database_url, wait_until, web

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MANAGERS = sized(small=4, full=50)
ROUNDS = sized(small=1, full=5)
# More than anybody gets through meanwhile.
ROWS = sized(small=300, full=400)


def test_hosts_renewed_one_by_one_fail_nobody(alice: Member, tmp_path: Path) -> None:
    order = OrderFactory.create(client=alice.client)
    rows = Dotation.objects.bulk_create(
        DotationFactory.build(order=order, client=alice.client) for _ in range(MANAGERS * ROWS)
    )
    ports, stop = [free_port(), free_port()], threading.Event()
    hosts = [f"http://127.0.0.1:{port}" for port in ports]
    people = [
        Corrections(Manager(hosts, session_of(alice)), rows[n::MANAGERS]) for n in range(MANAGERS)
    ]
    environment = {"DATABASE_URL": database_url()}
    with ExitStack() as stack:
        renewed = {
            port: stack.enter_context(Service(web(port, workers=1), environment, tmp_path / "log"))
            for port in ports
        }
        wait_until(lambda: all(map(is_ready, ports)))
        threads = at_work(people, stop)
        for _round in range(ROUNDS):
            for port in ports:
                # Asked, not killed: what it has in hand is answered.
                renewed[port].renew()
                wait_until(partial(is_ready, port))
        stop.set()
        for thread in threads:
            thread.join()
    assert [failure for one in people for failure in one.manager.failures] == []
    statuses = sum((one.manager.answers for one in people), Counter())
    assert set(statuses) <= {200, 302}
    done = {pk: email for one in people for pk, email in one.done.items()}
    assert len(done) > MANAGERS
    assert done == dict(Dotation.objects.filter(revision__gt=0).values_list("pk", "email"))
    assert OutgoingMessage.objects.filter(recipient__startswith="corrige").count() == len(done)


def is_ready(port: int) -> bool:
    return answers(port, path="/readyz")
