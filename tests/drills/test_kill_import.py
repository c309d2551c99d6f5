"""F3: killed while an import is checked or applied: all of its rows or none, mails with them."""

import random
import time
from functools import partial
from pathlib import Path

import pytest
from django.core.files import File
from django.db import connection

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.files.storage import DatabaseStorage
from escale.imports.actions.check_import import check_import
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.submit_file import submit_file
from escale.imports.actions.undo_import import undo_import
from escale.imports.models import Import, ImportRow
from escale.imports.states import ImportStatus
from escale.imports.tests.correction_files import correction_file, exported
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.tenancy.scopes import client_scope
from tests.drills.size import sized
from tests.drills.worker_process import is_turn_over, wait_until, worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROWS = sized(small=5_000, full=10_000)
# Half of the kills while the file is checked, half while it is applied.
KILLS = sized(small=6, full=30)
# Into the work, before each kill: the whole of it takes about a second.
KILL_WITHIN_SECONDS = sized(small=0.8, full=1.2)
SEEDS = sized(small=(1,), full=(1, 2, 3))
NO_SMTP_PORT = 1


@pytest.fixture
def order(alice: Member) -> Order:
    order = OrderFactory.create(client=alice.client)
    rows = [DotationFactory.build(order=order, client=alice.client) for _ in range(ROWS)]
    Dotation.objects.bulk_create(rows)
    return order


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_any_moment_leaves_all_or_nothing(
    seed: int, alice: Member, order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instants = kill_instants(seed)
    # The tests' own storage is the memory of one process.
    monkeypatch.setattr(Import._meta.get_field("upload"), "storage", DatabaseStorage())
    killed_worker = partial(worker, NO_SMTP_PORT, DJANGO_SETTINGS_MODULE="config.settings.demo")
    rows = list(order.dotations.order_by("id"))
    file = [exported(row, email=f"nouvelle{row.pk}@yopmail.example") for row in rows]
    imported = submit(alice, order, correction_file(tmp_path, file))
    for seconds in instants[::2]:
        with killed_worker():
            wait_until(partial(is_taken_up, "check_import"))
            time.sleep(seconds)
        assert ImportRow.objects.count() in {0, ROWS}
        take_up_again("check_import")
    with killed_worker():
        wait_until(partial(is_settled, imported, ImportStatus.READY))
    assert ImportRow.objects.count() == ROWS

    confirm_import(actor=alice.actor, import_id=imported.pk)
    for seconds in instants[1::2]:
        with killed_worker():
            wait_until(partial(is_taken_up, "apply_import"))
            time.sleep(seconds)
        assert changed() in {0, ROWS}
        assert queued() == changed()
        take_up_again("apply_import")
    with killed_worker():
        wait_until(partial(is_settled, imported, ImportStatus.APPLIED))
    assert changed() == queued() == ROWS

    again = submit(alice, order, tmp_path / "export.xlsx")
    check_import(import_id=again.pk)
    again.refresh_from_db()
    assert (again.modified, again.unchanged, again.refused) == (0, ROWS, 0)
    undo_import(actor=alice.actor, import_id=imported.pk)
    with killed_worker():
        wait_until(partial(is_settled, imported, ImportStatus.UNDONE))
    assert changed() == 0


def kill_instants(seed: int) -> list[float]:
    """At random, the soonest first: once the work is done there is nothing left to kill."""
    chance = random.Random(seed)  # noqa: S311
    return sorted(chance.uniform(0, KILL_WITHIN_SECONDS) for _ in range(KILLS))


def submit(member: Member, order: Order, path: Path) -> Import:
    with path.open("rb") as content, client_scope(member.client_id):
        return submit_file(actor=member.actor, order=order, file=File(content), name=path.name)


def changed() -> int:
    return Dotation.objects.filter(email__startswith="nouvelle").count()


def queued() -> int:
    return OutgoingMessage.objects.filter(template="dotations/emails/activation").count()


def is_settled(imported: Import, status: ImportStatus) -> bool:
    return Import.objects.get(pk=imported.pk).status == status and is_turn_over()


def is_taken_up(task: str) -> bool:
    """A worker has the job in its hands, or is done with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs"
            " WHERE task_name = %s AND status = 'todo')",
            [task],
        )
        return bool(cursor.fetchone()[0])


def take_up_again(task: str) -> None:
    """At once what `retry_stalled` does after half a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo'"
            " WHERE status = 'doing' AND task_name = %s",
            [task],
        )
