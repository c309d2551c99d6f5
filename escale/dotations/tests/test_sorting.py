"""Tables sort by one column, up or down, each page once and whole."""

from collections.abc import Sequence

import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.search import Criteria
from escale.dotations.sorting import Column, Sort
from escale.dotations.states import DotationStatus
from escale.dotations.tables import WantedPage, search_dotations
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.tests.factories import OrderFactory

EXPECTED = {
    Column.MATRICULE: ["2", "10", "A1", "001"],
    Column.NAME: ["A1", "10", "001", "2"],
    Column.AMOUNT: ["10", "001", "2", "A1"],
    Column.STATUS: ["001", "10", "2", "A1"],
    # That of 2 never had any.
    Column.LAST_EMAIL: ["A1", "001", "10", "2"],
}


@pytest.fixture
def rows(alice: Member) -> list[Dotation]:
    order = OrderFactory.create(client=alice.client)
    mails = OutgoingMessageFactory.create_batch(3)

    def row(matricule: str, names: tuple[str, str], amount: int, **more: object) -> Dotation:
        last_name, first_name = names
        return DotationFactory.create(
            order=order, matricule=matricule, last_name=last_name, first_name=first_name,
            amount=amount, **more,
        )  # fmt: skip

    return [
        row("2", ("LOIR", "Zoé"), 3_000, status=DotationStatus.EMAIL_ERROR),
        row("10", ("Éluard", "paul"), 1_000, last_message=mails[2]),
        row("001", ("loir", "Éric"), 2_000, in_production=True, last_message=mails[1]),
        row("A1", ("éluard", "Anne"), 9_000, activated=True, last_message=mails[0]),
    ]


def found(member: Member, sort: Sort, *, limit: int, offset: int = 0) -> Sequence[str]:
    wanted = WantedPage(limit, offset, sort)
    page, _counts = search_dotations(member, Criteria(), wanted=wanted)
    return [row.matricule for row in page.rows]


@pytest.mark.parametrize("column", Column)
def test_each_column(alice: Member, rows: list[Dotation], column: Column) -> None:
    assert found(alice, Sort(column), limit=50) == EXPECTED[column]


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("is_down", [False, True])
def test_pages_are_the_whole_cut_up(
    alice: Member, rows: list[Dotation], column: Column, is_down: bool
) -> None:
    """Whatever end they are read from."""
    sort = Sort(column, is_down)
    whole = found(alice, sort, limit=50)
    assert [found(alice, sort, limit=1, offset=n)[0] for n in range(4)] == whole
    assert found(alice, sort, limit=3, offset=3) == whole[3:]
    assert found(alice, sort, limit=3, offset=9) == []


def test_down_is_the_other_way_and_no_mail_stays_last(alice: Member, rows: list[Dotation]) -> None:
    assert found(alice, Sort(Column.AMOUNT, is_down=True), limit=50) == ["A1", "2", "001", "10"]
    down = found(alice, Sort(Column.LAST_EMAIL, is_down=True), limit=50)
    assert down == ["10", "001", "A1", "2"]


@pytest.mark.parametrize("text", ["", "-", "nom-", "--nom", "email", "NOM", "nom;drop"])
def test_what_is_no_sort(text: str) -> None:
    assert Sort.read(text) is None


@pytest.mark.parametrize("column", Column)
def test_an_address_keeps_it(column: Column) -> None:
    for sort in (Sort(column), Sort(column, is_down=True)):
        assert Sort.read(str(sort)) == sort


def test_figures_by_status_whichever_is_asked(alice: Member, rows: list[Dotation]) -> None:
    every = {
        DotationStatus.PRODUCTION: 1,
        DotationStatus.AWAITING_ACTIVATION: 1,
        DotationStatus.EMAIL_ERROR: 1,
        DotationStatus.ACTIVATED: 1,
    }
    for status in ("", "email_error", "cancelled"):
        for name in ("", "l", "lua", "luard"):
            criteria = Criteria(last_name=name, status=status)
            page, counts = search_dotations(alice, criteria, wanted=WantedPage(1))
            of_name = [row for row in rows if name in row.search.split("\x1f")[1]]
            assert sum(counts.values()) == len(of_name)
            assert counts.items() <= every.items()
            assert page.total == sum(row.status == status or not status for row in of_name)
