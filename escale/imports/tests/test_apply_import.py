"""What was previewed is applied whole, with the mails of the screen; it can be undone."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.imports.actions.accept_suggestions import accept_suggestions
from escale.imports.actions.check_import import check_import
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.discard_import import discard_import
from escale.imports.actions.fail_stalled_imports import fail_stalled_imports
from escale.imports.actions.forget_old_imports import forget_old_imports
from escale.imports.actions.submit_file import submit_file
from escale.imports.actions.undo_import import undo_import
from escale.imports.errors import ImportNotReady, PreviewExpired, UndoTooLate
from escale.imports.models import UPLOADS, Import, ImportRow
from escale.imports.queries import can_be_undone, kept_rows, mail_tally
from escale.imports.states import ImportStatus, Verdict
from escale.imports.tests.correction_files import correction_file, exported
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.sheet import Cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client)


@pytest.fixture
def rows(order: Order) -> list[Dotation]:
    return [DotationFactory.create(order=order) for _ in range(6)]


def previewed(member: Member, order: Order, folder: Path, rows: list[list[Cell]]) -> Import:
    path = correction_file(folder, rows)
    with path.open("rb") as content:
        imported = submit_file(actor=member.actor, order=order, file=File(content), name=path.name)
    check_import(import_id=imported.pk)
    imported.refresh_from_db()
    assert not imported.upload
    return imported


def changes(rows: list[Dotation]) -> list[list[Cell]]:
    """One address, one phone, both, one refused, two left as they are."""
    return [
        exported(rows[0], email="un@yopmail.example"),
        exported(rows[1], phone="0622329618"),
        exported(rows[2], email="trois@yopmail.example", phone="0622329619"),
        exported(rows[3], email="quatre"),
        exported(rows[4]),
        exported(rows[5]),
    ]


def figures(imported: Import) -> tuple[int, int, int]:
    assert imported.rows_read == imported.rows.count()
    for verdict, number in zip(
        (Verdict.MODIFIED, Verdict.UNCHANGED, Verdict.REFUSED),
        (imported.modified, imported.unchanged, imported.refused),
        strict=True,
    ):
        assert imported.rows.filter(verdict=verdict).count() == number
    return imported.modified, imported.unchanged, imported.refused


def contacts() -> list[tuple[str, str]]:
    return list(Dotation.objects.order_by("id").values_list("email", "phone"))


def test_nothing_is_written_before_it_is_confirmed(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    before = contacts()
    imported = previewed(alice, order, tmp_path, changes(rows))
    assert imported.status == ImportStatus.READY
    assert figures(imported) == (3, 2, 1)
    tally = mail_tally(imported)
    assert (tally.activations, tally.phone_changes, tally.total, tally.resendable) == (2, 1, 3, 2)
    assert contacts() == before
    assert not OutgoingMessage.objects.exists()
    assert not JournalEntry.objects.exists()


def test_good_rows_are_applied_with_their_mails(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, changes(rows))
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    assert imported.status == ImportStatus.APPLIED
    assert figures(imported) == (3, 2, 1)
    assert (imported.mails, imported.resent) == (3, 0)
    assert contacts()[:4] == [
        ("un@yopmail.example", rows[0].phone),
        (rows[1].email, "+33622329618"),
        ("trois@yopmail.example", "+33622329619"),
        (rows[3].email, rows[3].phone),
    ]
    sent = OutgoingMessage.objects.order_by("id").values_list("template", "recipient")
    assert list(sent) == [
        ("dotations/emails/activation", "un@yopmail.example"),
        ("dotations/emails/phone_changed", rows[1].email),
        ("dotations/emails/activation", "trois@yopmail.example"),
    ]
    entries = JournalEntry.objects.filter(verb="contact-corrected")
    assert {(entry.door, entry.actor) for entry in entries} == {("import", str(alice.user))}
    assert JournalEntry.objects.filter(verb="import-applied", about=order.about).count() == 1


def test_unchanged_rows_are_resent_only_if_asked(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    DotationFactory.create(order=order, account_created=True)
    everyone = list(Dotation.objects.order_by("id"))
    imported = previewed(alice, order, tmp_path, [exported(row) for row in everyone])
    imported = confirm_import(actor=alice.actor, import_id=imported.pk, resends_unchanged=True)
    assert figures(imported) == (0, 7, 0)
    assert (imported.resent, imported.mails) == (6, 6)
    assert OutgoingMessage.objects.count() == 6
    assert JournalEntry.objects.filter(verb="activation-resent").count() == 6


def test_the_same_file_twice_changes_and_sends_nothing_more(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    file = changes(rows)
    first = previewed(alice, order, tmp_path, file)
    confirm_import(actor=alice.actor, import_id=first.pk)
    second = previewed(alice, order, tmp_path, file)
    second = confirm_import(actor=alice.actor, import_id=second.pk)
    assert figures(second) == (0, 5, 1)
    assert OutgoingMessage.objects.count() == 3


def test_a_second_click_changes_nothing(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, changes(rows))
    for _ in range(2):
        confirm_import(actor=alice.actor, import_id=imported.pk)
    assert OutgoingMessage.objects.count() == 3


def test_a_row_that_changed_since_the_preview_is_refused(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, changes(rows))
    contact = Contact("entre-temps@yopmail.example", rows[0].phone)
    correct_contact(actor=alice.actor, dotation_id=rows[0].pk, contact=contact)
    activate_dotation(actor=SYSTEM, dotation_id=rows[1].pk)
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    assert figures(imported) == (1, 2, 3)
    assert imported.mails == 1
    refused = imported.rows.filter(verdict=Verdict.REFUSED).order_by("row")
    assert [row.refusals[0]["code"] for row in refused] == [
        "contact-changed-meanwhile",
        "dotation-activated",
        "email-refused",
    ]
    assert contacts()[0][0] == "entre-temps@yopmail.example"


def test_two_previews_of_one_order_do_not_overwrite_each_other(
    alice: Member, bob: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    first = previewed(alice, order, tmp_path, [exported(rows[0], email="a@yopmail.example")])
    second = previewed(bob, order, tmp_path, [exported(rows[0], email="b@yopmail.example")])
    confirm_import(actor=alice.actor, import_id=first.pk)
    second = confirm_import(actor=bob.actor, import_id=second.pk)
    assert figures(second) == (0, 0, 1)
    assert contacts()[0][0] == "a@yopmail.example"
    assert OutgoingMessage.objects.count() == 1


def test_the_number_of_statements_does_not_follow_the_rows(
    alice: Member, order: Order, tmp_path: Path
) -> None:
    counts = []
    for number in (5, 80):
        rows = [DotationFactory.create(order=order) for _ in range(number)]
        file = [exported(row, email=f"x{row.pk}@yopmail.example") for row in rows]
        imported = previewed(alice, order, tmp_path, file)
        with CaptureQueriesContext(connection) as captured:
            confirm_import(actor=alice.actor, import_id=imported.pk)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in captured))
    assert counts[0] == counts[1] <= 19


def test_undoing_gives_back_each_contact(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    before = contacts()
    imported = previewed(alice, order, tmp_path, changes(rows))
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    OutgoingMessage.objects.all().delete()
    assert can_be_undone(imported)
    for _ in range(2):
        imported = undo_import(actor=alice.actor, import_id=imported.pk)
    assert imported.status == ImportStatus.UNDONE
    assert (imported.restored, imported.mails_of_undo, imported.undone_by) == (
        3,
        3,
        str(alice.user),
    )
    assert contacts() == before
    assert list(OutgoingMessage.objects.order_by("id").values_list("template", "recipient")) == [
        ("dotations/emails/activation", rows[0].email),
        ("dotations/emails/phone_changed", rows[1].email),
        ("dotations/emails/activation", rows[2].email),
    ]
    # The same file may come again.
    again = previewed(alice, order, tmp_path, changes(rows))
    assert figures(again) == (3, 2, 1)


def test_undoing_lists_what_it_cannot_give_back(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, changes(rows))
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    activate_dotation(actor=SYSTEM, dotation_id=rows[0].pk)
    contact = Contact("apres@yopmail.example", "+33622329618")
    correct_contact(actor=alice.actor, dotation_id=rows[1].pk, contact=contact)
    imported = undo_import(actor=alice.actor, import_id=imported.pk)
    assert imported.restored == 1
    assert [(row.row, row.kept[:10]) for row in kept_rows(imported)] == [
        (2, "Cette dota"),
        (3, "Modifiée d"),
    ]
    assert contacts()[1][0] == "apres@yopmail.example"


def test_after_a_day_neither_preview_nor_undo(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    late = previewed(alice, order, tmp_path, changes(rows))
    Import.objects.filter(pk=late.pk).update(expires_at=clock.now())
    with pytest.raises(PreviewExpired):
        confirm_import(actor=alice.actor, import_id=late.pk)
    with pytest.raises(ImportNotReady):
        undo_import(actor=alice.actor, import_id=late.pk)
    done = previewed(alice, order, tmp_path, changes(rows))
    confirm_import(actor=alice.actor, import_id=done.pk)
    Import.objects.filter(pk=done.pk).update(applied_at=clock.now() - timedelta(hours=24))
    with pytest.raises(UndoTooLate):
        undo_import(actor=alice.actor, import_id=done.pk)


def test_likely_slips_are_mended_at_once(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    Dotation.objects.filter(pk=rows[1].pk).update(email="louise@gmail.com")
    rows[1].refresh_from_db()
    file = [
        exported(rows[0], email="louise@yotmail.com"),
        exported(rows[1], email="louise@gmial.com"),
    ]
    imported = previewed(alice, order, tmp_path, file)
    assert accept_suggestions(import_id=imported.pk) == 2
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    # The second was right before the file.
    assert figures(imported) == (1, 1, 0)
    assert contacts()[0][0] == "louise@yopmail.com"


def test_a_refused_address_that_says_what_was_meant_is_mended_too(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    """Alone in its row, or beside another refusal, which stays."""
    file = [
        exported(rows[0], email="hélène@orange.fr"),
        exported(rows[1], email="l\u043eu@orange.fr", phone="01 44"),
        exported(rows[2], email="李@orange.fr"),
    ]
    imported = previewed(alice, order, tmp_path, file)
    assert figures(imported) == (0, 0, 3)
    assert accept_suggestions(import_id=imported.pk) == 2
    imported.refresh_from_db()
    assert figures(imported) == (1, 0, 2)
    second = imported.rows.get(dotation_id=rows[1].pk)
    assert [refusal["column"] for refusal in second.refusals] == ["phone"]
    assert second.cells["email"] == "lou@orange.fr"
    assert accept_suggestions(import_id=imported.pk) == 0
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    assert figures(imported) == (1, 0, 2)
    assert contacts()[0][0] == "helene@orange.fr"


def test_a_mended_row_overwrites_no_correction_made_since_the_export(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    file = [exported(rows[0], email="hélène@orange.fr")]
    contact = Contact(rows[0].email, "+33609679699")
    correct_contact(actor=alice.actor, dotation_id=rows[0].pk, contact=contact)
    imported = previewed(alice, order, tmp_path, file)
    accept_suggestions(import_id=imported.pk)
    refused = imported.rows.get()
    assert [refusal["code"] for refusal in refused.refusals] == ["changed-since-export"]


def test_one_that_is_the_present_address_changes_nothing(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    Dotation.objects.filter(pk=rows[0].pk).update(email="helene@orange.fr")
    file = [exported(rows[0], email="hélène@orange.fr")]
    imported = previewed(alice, order, tmp_path, file)
    assert accept_suggestions(import_id=imported.pk) == 1
    assert imported.rows.get().verdict == Verdict.UNCHANGED


def test_a_slip_of_a_row_that_was_activated_meanwhile_adds_up(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    file = [exported(row, email=f"louise{row.pk}@yotmail.com") for row in rows[:2]]
    imported = previewed(alice, order, tmp_path, file)
    activate_dotation(actor=SYSTEM, dotation_id=rows[0].pk)
    assert accept_suggestions(import_id=imported.pk) == 1
    imported.refresh_from_db()
    assert figures(imported) == (2, 0, 0)
    imported = confirm_import(actor=alice.actor, import_id=imported.pk)
    assert figures(imported) == (1, 0, 1)
    assert imported.rows.get(verdict=Verdict.REFUSED).refusals[0]["code"] == "dotation-activated"


def test_a_file_refused_whole_leaves_one_sentence(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    other = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    imported = previewed(alice, order, tmp_path, [exported(other)])
    assert imported.status == ImportStatus.REFUSED
    assert imported.meant_order_id == other.order_id
    with pytest.raises(ImportNotReady):
        confirm_import(actor=alice.actor, import_id=imported.pk)
    discard_import(import_id=imported.pk)
    assert not Import.objects.exists()


def test_nobody_waits_for_a_job_that_never_comes(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = previewed(alice, order, tmp_path, changes(rows))
    long_ago = clock.now() - timedelta(minutes=6)
    Import.objects.update(status=ImportStatus.APPLYING, busy_since=long_ago)
    assert fail_stalled_imports() == 1
    imported.refresh_from_db()
    assert imported.status == ImportStatus.READY
    assert "rien n’a été modifié" in imported.refusal
    confirm_import(actor=alice.actor, import_id=imported.pk)


def test_what_is_no_longer_needed_is_forgotten(
    alice: Member, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    unused = previewed(alice, order, tmp_path, changes(rows))
    done = previewed(alice, order, tmp_path, changes(rows))
    confirm_import(actor=alice.actor, import_id=done.pk)
    assert forget_old_imports() == 0
    Import.objects.filter(pk=unused.pk).update(expires_at=clock.now())
    Import.objects.filter(pk=done.pk).update(applied_at=clock.now() - timedelta(days=31))
    assert forget_old_imports() == 2
    assert not ImportRow.objects.exists()
    kept = Import.objects.get()
    assert (kept.pk, kept.modified, kept.rows_erased) == (done.pk, 3, True)
    assert forget_old_imports() == 0


def test_a_file_whose_import_was_never_committed_is_forgotten(alice: Member, order: Order) -> None:
    storage = Import._meta.get_field("upload").storage
    lost = storage.save(f"{UPLOADS}/lost.xlsx", ContentFile(b"lost"))
    waited = submit_file(
        actor=alice.actor, order=order, file=ContentFile(b"waited for"), name="a.xlsx"
    )
    forget_old_imports()
    assert storage.exists(lost)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        forget_old_imports()
    assert not storage.exists(lost)
    assert storage.exists(str(waited.upload.name))
