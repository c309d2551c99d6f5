"""A client's stamp moves with what is written of it, whoever writes, and with nothing else's."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from escale.changes.models import ClientChange
from escale.changes.queries import stamp_of
from escale.clients.models import Member
from escale.dotations.emails import send_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.orders.tests.factories import OrderFactory
from escale.tenancy.scopes import client_scope
from tests.possessions import one_of_everything

pytestmark = pytest.mark.django_db
# Of a model with a column `client_id` that no open page shows.
NOT_SHOWN = {
    "changes.clientchange",
    "dotations.dotationlock",
    "exchange.columnhabit",
    "exports.export",
    "files.storedfile",
    "hints.dismissedhint",
    "hints.learneddomain",
    "inquiries.inquiry",
    "journal.journalchange",
    "journal.journalentry",
    "reminders.digest",
    "reminders.expirynotice",
    "reminders.reminder",
    "reminders.reminderplan",
    "sms.outgoingtext",
}
FOLLOWED = sorted(
    model._meta.label_lower
    for model in apps.get_models()
    if any(field.attname == "client_id" for field in model._meta.concrete_fields)
    and model._meta.label_lower not in NOT_SHOWN
)


@pytest.fixture
def row(alice: Member) -> Dotation:
    row = one_of_everything(alice)
    send_activation(row, at=clock.now())
    return row


def moves(client_id: int, act: Callable[[], object]) -> bool:
    # In one transaction, the second change is told with the first.
    ClientChange.objects.all().delete()
    before = stamp_of(client_id)
    act()
    return stamp_of(client_id) != before


def test_what_is_followed_is_what_pages_show() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname LIKE 'note_change_%'"
        )
        noted = {table for (table,) in cursor.fetchall()}
    assert noted == {apps.get_model(label)._meta.db_table for label in FOLLOWED}


@pytest.mark.parametrize("label", FOLLOWED)
def test_a_change_of_any_of_them_moves_it(row: Dotation, label: str) -> None:
    model = apps.get_model(label)
    rows = model._default_manager.filter(client_id=row.client_id)
    assert rows.exists()
    assert moves(row.client_id, lambda: rows.update(client_id=F("client_id")))


def test_rows_added_and_removed_move_it(row: Dotation) -> None:
    assert moves(row.client_id, lambda: DotationFactory.create(order=row.order))
    assert moves(row.client_id, lambda: Dotation.objects.filter(pk=row.pk).delete())


def test_what_another_client_does_is_not_told(row: Dotation, charlie: Member) -> None:
    assert not moves(row.client_id, lambda: one_of_everything(charlie))
    assert stamp_of(charlie.client_id) != "0.0"


def test_a_page_of_the_client_moves_it_and_reads_none_of_it(row: Dotation) -> None:
    def act() -> None:
        with client_scope(row.client_id):
            Dotation.objects.filter(pk=row.pk).update(revision=F("revision") + 1)
            assert not ClientChange.objects.exists()

    assert moves(row.client_id, act)


@pytest.mark.django_db(transaction=True)
def test_the_one_that_began_first_and_ends_last_is_seen(alice: Member) -> None:
    stamps = {stamp_of(alice.client_id)}
    other = connection.copy()
    try:
        with transaction.atomic():
            DotationFactory.create(order=OrderFactory.create(client=alice.client))
            with other.cursor() as cursor:
                cursor.execute("UPDATE clients_member SET role = role")
                cursor.execute("SELECT escale_stamp(%s)", [alice.client_id])
                stamps.add(cursor.fetchone()[0])
    finally:
        other.close()
    stamps.add(stamp_of(alice.client_id))
    assert len(stamps) == 3
