"""The worker killed while a file is checked, and while its order is written: all or nothing."""

import time
from functools import partial
from pathlib import Path

import pytest
from django.core.files import File
from django.db import connection

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.exchange.tests.order_files import order_file, row
from escale.files.storage import DatabaseStorage
from escale.ordering.actions.confirm_draft import confirm_draft
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.models import Draft, DraftLine
from escale.ordering.queries import quote
from escale.ordering.states import DraftStatus
from escale.ordering.tests.factories import DraftFactory
from escale.orders.models import Order
from escale.orders.states import PaymentMeans
from escale.tenancy.scopes import client_scope
from tests.drills.worker_process import is_turn_over, wait_until, worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
LINES = 10_000
# Into the work, as the page sees it, before each kill.
CHECK_KILLS = (2_000, 6_000, 9_000)
PLACE_KILLS_SECONDS = (0.0, 0.15, 0.3)
NO_SMTP_PORT = 1


def test_killed_at_any_moment_leaves_all_or_nothing(
    alice: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests' own storage is the memory of one process.
    monkeypatch.setattr(Draft._meta.get_field("upload"), "storage", DatabaseStorage())
    killed_worker = partial(worker, NO_SMTP_PORT, DJANGO_SETTINGS_MODULE="config.settings.demo")
    draft = DraftFactory.create(client=alice.client)
    path = order_file(tmp_path, [row(n, phone=f"066{n:07}") for n in range(LINES)])
    with path.open("rb") as content, client_scope(alice.client_id):
        submit_source(draft_id=draft.pk, source=Source(File(content), path.name))
    for rows in CHECK_KILLS:
        with killed_worker():
            wait_until(partial(has_read, draft, rows))
        assert DraftLine.objects.count() in {0, LINES}
        take_up_again()
    with killed_worker():
        wait_until(lambda: is_checked(draft) and is_turn_over())
    assert DraftLine.objects.count() == LINES
    confirm_draft(
        actor=alice.actor,
        draft_id=draft.pk,
        payment_means=PaymentMeans.CARD,
        expected_total=quote(draft).total,
    )
    for seconds in PLACE_KILLS_SECONDS:
        with killed_worker():
            wait_until(is_placing)
            time.sleep(seconds)
        assert (Order.objects.count(), Dotation.objects.count()) in {(0, 0), (1, LINES)}
        take_up_again()
    with killed_worker():
        wait_until(lambda: Draft.objects.get().status == DraftStatus.PLACED)
    assert (Order.objects.count(), Dotation.objects.count()) == (1, LINES)


def has_read(draft: Draft, rows: int) -> bool:
    return Draft.objects.get(pk=draft.pk).rows_read >= rows or is_checked(draft)


def is_checked(draft: Draft) -> bool:
    return Draft.objects.get(pk=draft.pk).status == DraftStatus.EDITING


def is_placing() -> bool:
    """A worker has the job in its hands, or is done with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs"
            " WHERE task_name = 'place_order' AND status = 'todo')"
        )
        return bool(cursor.fetchone()[0])


def take_up_again() -> None:
    """At once what `retry_stalled` does after half a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo'"
            " WHERE status = 'doing' AND task_name IN ('check_draft', 'place_order')"
        )
