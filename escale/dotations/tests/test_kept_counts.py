"""What is kept of a search is true: whatever is written, whoever writes it, it is counted again."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from escale.clients.models import Member
from escale.dotations import kept_counts as kept
from escale.dotations.models import Dotation
from escale.dotations.search import Criteria
from escale.dotations.sorting import Column, Sort
from escale.dotations.states import DotationStatus
from escale.dotations.tables import WantedPage, search_dotations
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from escale.tenancy.scopes import client_scope

pytestmark = pytest.mark.django_db(transaction=True)
SORTED = WantedPage(10, sort=Sort(Column.NAME))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept._kept.clear()
    yield
    kept._kept.clear()


@pytest.fixture
def dotation(alice: Member) -> Dotation:
    return DotationFactory.create(order=OrderFactory.create(client=alice.client))


def counts(member: Member, text: str = "a") -> kept.Counts:
    with client_scope(member.client_id):
        _page, found = search_dotations(member, Criteria(anything=text), wanted=SORTED)
    return found


def test_counted_once_until_something_is_written(
    alice: Member, dotation: Dotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(alice) == {DotationStatus.AWAITING_ACTIVATION: 1}
    assert len(kept._kept) == 1
    monkeypatch.setattr("escale.dotations.tables.status_counts", pytest.fail)
    assert counts(alice) == {DotationStatus.AWAITING_ACTIVATION: 1}
    monkeypatch.undo()
    Dotation.objects.filter(pk=dotation.pk).update(status=DotationStatus.EMAIL_ERROR)
    assert counts(alice) == {DotationStatus.EMAIL_ERROR: 1}


def test_each_client_and_each_search_has_its_own(
    alice: Member, charlie: Member, dotation: Dotation
) -> None:
    assert sum(counts(alice).values()) == 1
    assert counts(charlie) == {}
    assert counts(alice, "zz") == {}


def test_what_a_transaction_has_written_is_counted_in_it(alice: Member, dotation: Dotation) -> None:
    counts(alice)
    with transaction.atomic():
        Dotation.objects.filter(pk=dotation.pk).update(status=DotationStatus.EMAIL_ERROR)
        assert counts(alice) == {DotationStatus.EMAIL_ERROR: 1}
        transaction.set_rollback(True)
    assert counts(alice) == {DotationStatus.AWAITING_ACTIVATION: 1}


def test_not_for_long(alice: Member, dotation: Dotation, monkeypatch: pytest.MonkeyPatch) -> None:
    counts(alice)
    monkeypatch.setattr(kept, "SECONDS", 0)
    monkeypatch.setattr("escale.dotations.tables.status_counts", lambda _rows: {})
    assert counts(alice) == {}
