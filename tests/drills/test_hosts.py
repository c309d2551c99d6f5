"""More than one machine: two web hosts, two of workers, one database, each in its own network.

A worker is cut off in the middle of a mass send, a web host in the middle of an import; both come
back. `make hosts-drill`.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from escale.clients.models import Member
from escale.clients.tests.factories import MemberFactory
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.files.models import StoredFile
from escale.imports.models import Import, ImportRow
from escale.imports.states import ImportStatus
from escale.imports.tests.correction_files import correction_file, exported
from escale.mailing.actions.deliver_messages import BATCH
from escale.mailing.tests.smtp_server import Script, smtp_server
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import figures, tally
from escale.mass_sends.states import SendStatus
from escale.operations.queries import figures as operation_figures
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import IS_FULL
from tests.drills.test_database_restart import acknowledged, everything_has_left
from tests.drills.test_mass_send import due, plan
from tests.rig.database import database_of_its_own
from tests.rig.figures import tell
from tests.rig.hosts import NETWORK, Host, hosts, why_not
from tests.rig.people import Corrections, Manager, at_work, session_of
from tests.rig.processes import Service, answers, database_url, wait_until, web, worker
from tests.skips import ON_SEVERAL_HOSTS

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
if not IS_FULL:
    pytestmark.append(pytest.mark.skip(reason=ON_SEVERAL_HOSTS))
elif missing := why_not():
    pytestmark.append(pytest.mark.skip(reason=missing))
MAILS = 4_000
ROWS = 5_000
MANAGERS = 6
PER_MANAGER = 400
WEB_PORT = 8000
NAMES = ("db", "web1", "web2", "work1", "work2", "people")
PATIENCE_SECONDS = 600


@pytest.fixture
def network() -> Iterator[dict[str, Host]]:
    with hosts(*NAMES) as made:
        yield made


def many(member: Member, number: int) -> list[Dotation]:
    order = OrderFactory.create(client=member.client)
    return Dotation.objects.bulk_create(
        DotationFactory.build(order=order, client=member.client) for _ in range(number)
    )


def test_a_host_that_is_cut_off_loses_nothing(
    transactional_db: None, network: dict[str, Host], tmp_path: Path
) -> None:
    with ExitStack() as stack:
        database, people = network["db"], network["people"]
        with database.inside():
            cluster = stack.enter_context(
                database_of_its_own(tmp_path, listen=f"{database.address}")
            )
        with (cluster.data / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {NETWORK}.0/24 trust\n")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_reload_conf()")
        # The import's, the send's and the managers': each client has its turns.
        importer, sender, member = (MemberFactory.create() for _ in range(3))
        imported_rows = many(importer, ROWS)
        many(sender, MAILS)
        corrected = many(member, MANAGERS * PER_MANAGER)
        stack.enter_context(people.inside())
        relay, smtp_port = stack.enter_context(smtp_server(host=people.address))
        start_all(stack, network, smtp_port, tmp_path)

        stop = threading.Event()
        addresses = [f"http://{network[name].address}:{WEB_PORT}" for name in ("web1", "web2")]
        # Half of them come by each host first.
        at_screens = [
            Corrections(
                Manager(addresses[n % 2 :] + addresses[: n % 2], session_of(member)),
                corrected[n::MANAGERS],
            )
            for n in range(MANAGERS)
        ]
        threads = at_work(at_screens, stop)
        mass_send = plan(sender, tally(sender, Choice()).total)
        due(mass_send)
        file = correction_file(
            tmp_path,
            [exported(row, email=f"importe{row.pk}@yopmail.example") for row in imported_rows],
        )
        seconds = the_story(
            network, relay, Manager(addresses, session_of(importer)), imported_rows[0].order, file
        )
        went_on = acknowledged(at_screens)
        wait_until(lambda: acknowledged(at_screens) > went_on, PATIENCE_SECONDS)
        stop.set()
        for thread in threads:
            thread.join()
        wait_until(lambda: is_over(mass_send) and everything_has_left(), PATIENCE_SECONDS)
        wait_until(lambda: not StoredFile.objects.exists(), PATIENCE_SECONDS)

        counted = Counter(relay.recipients)
        doubled = [who for who, times in counted.items() if times > 1]
        check_mails(mass_send, relay, doubled)
        check_import(importer)
        failures = [failure for one in at_screens for failure in one.manager.failures]
        statuses = sum((one.manager.answers for one in at_screens), Counter())
        kept = Dotation.objects.filter(email__startswith="corrige")
        done = {pk: email for one in at_screens for pk, email in one.done.items()}
        assert done.items() <= dict(kept.values_list("pk", "email")).items()
        assert failures == []
    tell(
        "hosts",
        mails=len(counted),
        doubled=len(doubled),
        import_rows=ROWS,
        acknowledged=len(done),
        second_tries=sum(one.manager.retries for one in at_screens),
        unavailable=statuses[503],
        seconds=seconds,
    )


def start_all(stack: ExitStack, network: dict[str, Host], smtp_port: int, folder: Path) -> None:
    for name in ("web1", "web2", "work1", "work2"):
        host = network[name]
        environment = {
            "DATABASE_URL": database_url(network["db"].address),
            "ESCALE_SMTP_HOST": network["people"].address,
            "ESCALE_SMTP_PORT": str(smtp_port),
            "ESCALE_MAIL_LEASE_SECONDS": "30",
            "ESCALE_MAIL_PER_MINUTE": "3000",
            # Nothing else is kept on a host, and this is nobody else's.
            "ESCALE_MAIL_NOTES": str(folder / name),
            "ESCALE_UPLOADS": str(folder / "nobody-writes-here"),
        }
        command = web(WEB_PORT, host=host.address) if "web" in name else worker()
        stack.enter_context(Service(host.command(*command), environment, folder / f"{name}.log"))
    for name in ("web1", "web2"):
        wait_until(partial(is_ready, network[name]), PATIENCE_SECONDS)
    wait_until(lambda: workers() == 2, PATIENCE_SECONDS)


def the_story(
    network: dict[str, Host], relay: Script, manager: Manager, order: Order, file: Path
) -> dict[str, float]:
    """Returns how long people waited for what."""
    wait_until(lambda: len(relay.received) > MAILS // 10, PATIENCE_SECONDS)
    network["work1"].cut_off()
    cut_at, left = time.monotonic(), len(relay.received)
    wait_until(lambda: len(relay.received) > left + 2 * BATCH, PATIENCE_SECONDS)
    mail_went_on = time.monotonic() - cut_at

    sent = manager.upload(
        f"/commandes/{order.pk}/dotations/importer/", file.name, file.read_bytes()
    )
    assert sent is not None
    assert sent.status_code == 302
    network["web1"].cut_off()
    cut_at = time.monotonic()
    path = sent.headers["Location"]
    wait_until(lambda: status_of_import() == ImportStatus.READY, PATIENCE_SECONDS)
    confirmed = manager.post(f"{path}appliquer/")
    assert confirmed is not None
    assert confirmed.status_code == 302
    confirmed_after = time.monotonic() - cut_at
    wait_until(lambda: status_of_import() == ImportStatus.APPLIED, PATIENCE_SECONDS)
    applied_after = time.monotonic() - cut_at

    for name in ("web1", "work1"):
        network[name].bring_back()
    back_at = time.monotonic()
    wait_until(partial(is_ready, network["web1"]), PATIENCE_SECONDS)
    wait_until(lambda: workers() == 2, PATIENCE_SECONDS)
    return {
        "mail_went_on_after": round(mail_went_on, 1),
        "import_confirmed_after": round(confirmed_after, 1),
        "import_applied_after": round(applied_after, 1),
        "all_back_after": round(time.monotonic() - back_at, 1),
    }


def check_mails(mass_send: MassSend, relay: Script, doubled: list[str]) -> None:
    found = figures(mass_send)
    assert found.planned == found.sent == MAILS
    wanted = set(mass_send.rows.values_list("dotation_id", flat=True))
    addresses = Dotation.objects.filter(pk__in=wanted).values_list("email", flat=True)
    assert set(addresses) <= set(relay.recipients)
    # What one worker had in its hands when its wire was pulled out; the same mail each time.
    assert len(doubled) <= BATCH
    for who in doubled:
        copies = {mail.content["Message-ID"] for mail in relay.received if mail.recipient == who}
        assert len(copies) == 1


def check_import(importer: Member) -> None:
    imported = Import.objects.get()
    assert (imported.modified, imported.refused) == (ROWS, 0)
    assert ImportRow.objects.count() == ROWS
    changed = Dotation.objects.filter(client=importer.client, email__startswith="importe")
    assert changed.count() == ROWS


def status_of_import() -> str:
    return Import.objects.get().status


def is_over(mass_send: MassSend) -> bool:
    mass_send.refresh_from_db()
    return mass_send.status == SendStatus.DONE


def is_ready(host: Host) -> bool:
    return answers(WEB_PORT, host=host.address, path="/readyz")


def workers() -> int:
    return next(
        int(figure.number) for figure in operation_figures() if figure.name == "escale_workers"
    )
