"""Asked of an import that is gone, or at another step: nothing is done, or the reason is told."""

from collections.abc import Callable

import pytest

from escale.imports.actions.accept_suggestions import accept_suggestions
from escale.imports.actions.apply_import import apply_import
from escale.imports.actions.check_import import check_import
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.discard_import import discard_import
from escale.imports.actions.dismiss_suggestion import dismiss_suggestion
from escale.imports.actions.fail_import import fail_import
from escale.imports.actions.refuse_file import refuse_file
from escale.imports.actions.restore_contacts import restore_contacts
from escale.imports.actions.undo_import import undo_import
from escale.imports.errors import ImportFailed, ImportNotReady
from escale.imports.models import Import
from escale.imports.states import BUSY, DONE, ImportStatus
from escale.imports.tests.factories import ImportFactory
from escale.journal.actor import SYSTEM
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db
GONE = 999_999_999
Act = Callable[[int], object]
TOLD: dict[str, Act] = {
    "apply": lambda pk: apply_import(actor=SYSTEM, import_id=pk),
    "restore": lambda pk: restore_contacts(actor=SYSTEM, import_id=pk),
    "confirm": lambda pk: confirm_import(actor=SYSTEM, import_id=pk),
    "undo": lambda pk: undo_import(actor=SYSTEM, import_id=pk),
    "accept": lambda pk: accept_suggestions(import_id=pk),
    "dismiss": lambda pk: dismiss_suggestion(actor=SYSTEM, import_id=pk, row_id=1),
}
SILENT: dict[str, Act] = {
    "check": lambda pk: check_import(import_id=pk),
    "discard": lambda pk: discard_import(import_id=pk),
    "fail": lambda pk: fail_import(import_id=pk),
    "refuse": lambda pk: refuse_file(import_id=pk, refused=ImportFailed()),
}


def standing(status: ImportStatus) -> Import:
    return ImportFactory.create(
        status=status,
        applied_at=clock.now() if status in DONE else None,
        undone_at=clock.now() if status == ImportStatus.UNDONE else None,
    )


@pytest.mark.parametrize("act", TOLD.values(), ids=TOLD)
def test_of_one_that_is_gone_a_person_is_told(act: Act) -> None:
    with pytest.raises(ImportNotReady):
        act(GONE)


@pytest.mark.parametrize("act", SILENT.values(), ids=SILENT)
def test_of_one_that_is_gone_a_job_leaves_nothing(act: Act) -> None:
    act(GONE)
    assert not Import.objects.exists()


@pytest.mark.parametrize("status", sorted(set(ImportStatus) - {ImportStatus.APPLYING}))
def test_only_one_being_applied_is_applied(status: ImportStatus) -> None:
    imported = standing(status)
    assert apply_import(actor=SYSTEM, import_id=imported.pk).status == status
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("status", sorted(set(ImportStatus) - {ImportStatus.UNDOING}))
def test_only_one_being_undone_is_undone(status: ImportStatus) -> None:
    imported = standing(status)
    assert restore_contacts(actor=SYSTEM, import_id=imported.pk).status == status


@pytest.mark.parametrize("status", sorted(set(ImportStatus) - BUSY))
def test_only_what_a_job_holds_may_fail(status: ImportStatus) -> None:
    imported = standing(status)
    fail_import(import_id=imported.pk)
    imported.refresh_from_db()
    assert imported.status == status


@pytest.mark.parametrize("status", sorted(DONE))
def test_what_was_written_is_not_discarded(status: ImportStatus) -> None:
    imported = standing(status)
    discard_import(import_id=imported.pk)
    assert Import.objects.filter(pk=imported.pk).exists()
