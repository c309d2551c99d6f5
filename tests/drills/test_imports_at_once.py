"""F11, F12: two imports of one order at once, a row corrected on screen meanwhile, many clicks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files import File
from django.db import connection

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.errors import ContactChangedMeanwhile
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.imports.actions.check_import import check_import
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.submit_file import submit_file
from escale.imports.actions.undo_import import undo_import
from escale.imports.models import Import
from escale.imports.tests.correction_files import correction_file, exported
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROUNDS = range(sized(small=3, full=50))
ROWS = 40
CLICKS = 10


@pytest.fixture
def order(alice: Member) -> Order:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(ROWS, order=order)
    return order


def previewed(member: Member, order: Order, folder: Path, prefix: str) -> Import:
    """Every row gets an address of its own, from this member's file."""
    rows = [
        exported(row, email=f"{prefix}{row.pk}@yopmail.example")
        for row in order.dotations.order_by("id")
    ]
    path = correction_file(folder, rows, name=f"{prefix}.xlsx")
    with path.open("rb") as content:
        imported = submit_file(actor=member.actor, order=order, file=File(content), name=path.name)
    check_import(import_id=imported.pk)
    return imported


def at_once(*acts: Callable[[], object]) -> None:
    """All begun at the same moment, each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def starting(prefix: str) -> int:
    return Dotation.objects.filter(email__startswith=prefix).count()


def adds_up(imported: Import) -> bool:
    imported.refresh_from_db()
    return imported.rows_read == ROWS == imported.rows.count()


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_imports_of_one_order(
    _round: int, alice: Member, bob: Member, order: Order, tmp_path: Path
) -> None:
    first = previewed(alice, order, tmp_path, "a")
    second = previewed(bob, order, tmp_path, "b")
    at_once(
        partial(confirm_import, actor=alice.actor, import_id=first.pk),
        partial(confirm_import, actor=bob.actor, import_id=second.pk),
    )
    assert adds_up(first)
    assert adds_up(second)
    # One of them whole, the other told so of each row: nothing overwritten, nobody mailed twice.
    assert {(first.modified, second.modified), (first.refused, second.refused)} == {
        (ROWS, 0),
        (0, ROWS),
    }
    assert (starting("a"), starting("b")) == (first.modified, second.modified)
    assert OutgoingMessage.objects.count() == ROWS
    assert JournalEntry.objects.filter(verb="contact-corrected").count() == ROWS


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_row_corrected_on_screen_meanwhile(
    _round: int, alice: Member, bob: Member, order: Order, tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, "a")
    row = order.dotations.order_by("-id")[0]
    contact = Contact("screen@yopmail.example", row.phone)

    def correct() -> None:
        try:
            correct_contact(
                actor=bob.actor, dotation_id=row.pk, contact=contact, revision=row.revision
            )
        except ContactChangedMeanwhile:
            return

    at_once(partial(confirm_import, actor=alice.actor, import_id=imported.pk), correct)
    assert adds_up(imported)
    # Whoever came first has it, and the other was told.
    assert imported.refused == starting("screen") <= 1
    assert imported.modified == starting("a")
    assert starting("a") + starting("screen") == ROWS == OutgoingMessage.objects.count()


def test_many_clicks_apply_and_undo_once(alice: Member, order: Order, tmp_path: Path) -> None:
    imported = previewed(alice, order, tmp_path, "a")
    apply = partial(confirm_import, actor=alice.actor, import_id=imported.pk)
    at_once(*[apply] * CLICKS)
    assert adds_up(imported)
    assert starting("a") == OutgoingMessage.objects.count() == imported.mails == ROWS
    assert JournalEntry.objects.filter(verb="import-applied").count() == 1
    at_once(*[partial(undo_import, actor=alice.actor, import_id=imported.pk)] * CLICKS)
    assert starting("a") == 0
    assert JournalEntry.objects.filter(verb="import-undone").count() == 1
    assert JournalEntry.objects.filter(verb="contact-restored").count() == ROWS
