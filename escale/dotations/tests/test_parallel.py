"""Several processes read a long list, and only that."""

import pytest
from django.db import connection, transaction

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.parallel import IN_PARALLEL, in_parallel
from escale.dotations.search import Criteria
from escale.dotations.sorting import Column, Sort
from escale.dotations.states import DotationStatus
from escale.dotations.tables import WantedPage, search_dotations

SORTED = WantedPage(50, 0, Sort(Column.NAME))


def settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in IN_PARALLEL}


def test_what_comes_after_is_asked_as_before(db: None) -> None:
    before = settings()
    with in_parallel():
        assert settings() == IN_PARALLEL
    assert settings() == before


@pytest.mark.django_db(transaction=True)
def test_a_failure_leaves_nothing_behind() -> None:
    before = settings()
    with pytest.raises(ZeroDivisionError), transaction.atomic(), in_parallel():
        raise ZeroDivisionError
    assert settings() == before


def test_sorted_pages_ask_for_it(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []

    def counted(_rows: object) -> dict[DotationStatus, int]:
        seen.append(settings())
        return {}

    monkeypatch.setattr("escale.dotations.tables.status_counts", counted)
    search_dotations(alice, Criteria(), wanted=SORTED)
    assert seen == [IN_PARALLEL]
    assert not Dotation.objects.exists()
