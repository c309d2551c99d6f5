"""« Lien ouvert »: the first time that the page of a good link was shown, and nothing else."""

from datetime import timedelta

import pytest

from escale.activation.actions.note_opening import note_opening
from escale.activation.tests.test_open_link import token_of
from escale.dotations.actions.adopt_address import adopt_address
from escale.dotations.links import LIFETIME
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalChange, JournalEntry
from escale.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "status",
    [
        DotationStatus.AWAITING_ACTIVATION,
        DotationStatus.EMAIL_ERROR,
        DotationStatus.INTEGRATION,
    ],
)
def test_the_first_time_is_kept_and_nothing_else_changes(status: DotationStatus) -> None:
    row = DotationFactory.create(status=status)
    before = dict(Dotation.objects.values().get())
    assert note_opening(token=token_of(row))
    after = dict(Dotation.objects.values().get())
    assert after.pop("opened_at") is not None
    assert before.pop("opened_at") is None
    assert after == before


def test_the_second_time_changes_nothing() -> None:
    row = DotationFactory.create()
    note_opening(token=token_of(row))
    before = Dotation.objects.values().get()
    assert not note_opening(token=token_of(row))
    assert Dotation.objects.values().get() == before


@pytest.mark.parametrize(
    ("age", "change"),
    [
        (LIFETIME, {}),
        (timedelta(0), {"link_generation": 1}),
        (timedelta(0), {"status": DotationStatus.CANCELLED}),
        (timedelta(0), {"account_created_at": clock.now()}),
    ],
    ids=["expired", "replaced", "cancelled", "used"],
)
def test_a_dead_link_opens_nothing(age: timedelta, change: dict[str, object]) -> None:
    row = DotationFactory.create()
    token = token_of(row, age=age)
    Dotation.objects.update(**change)
    assert not note_opening(token=token)
    assert Dotation.objects.get().opened_at is None


@pytest.mark.parametrize("token", ["", "x", "A" * 48])
def test_a_forged_link_opens_nothing(token: str) -> None:
    DotationFactory.create()
    assert not note_opening(token=token)
    assert Dotation.objects.get().opened_at is None


def test_another_address_has_to_be_opened_again() -> None:
    row = DotationFactory.create()
    former = token_of(row)
    note_opening(token=former)
    row = adopt_address(actor=SYSTEM, dotation_id=row.pk, email="autre@yopmail.example")
    assert Dotation.objects.get().opened_at is None
    assert not note_opening(token=former)
    assert note_opening(token=token_of(row))


def test_the_journal_has_no_line_of_it() -> None:
    """Nobody knows who was shown the page; the dotation itself says when."""
    row = DotationFactory.create()
    note_opening(token=token_of(row))
    assert not JournalEntry.objects.exists()
    assert not JournalChange.objects.filter(operation="UPDATE").exists()
