import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.clients.models import Member
from escale.dotations.search import Criteria, search_text
from escale.dotations.tables import WantedPage, search_dotations
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory


@pytest.fixture
def louise(alice: Member) -> int:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="LOIR", first_name="ngoc", matricule="3")
    row = DotationFactory.create(
        order=order,
        matricule="A_100%",
        last_name="FERBACH-ŒUVRARD",
        first_name="Éloïse",
        email="is-lef777@yottmail.example",
        phone="+33676028937",
    )
    return int(row.pk)


def found(member: Member, **criteria: str) -> list[int]:
    typed = Criteria(**criteria)  # type: ignore[arg-type]  # texts alone
    page, _counts = search_dotations(member, typed, wanted=WantedPage(50))
    return [row.id for row in page.rows]


@pytest.mark.parametrize(
    "criteria",
    [
        {"last_name": "ferb"},
        {"last_name": "FERBACH"},
        {"last_name": "oeuvrard"},
        {"first_name": "eloise"},
        {"first_name": "LOÏ"},
        {"email": "YOTTMAIL"},
        {"matricule": "a_100%"},
        {"phone": "06 76 02"},
        {"phone": "+33 6 76 02 89 37"},
        {"phone": "0033676"},
        {"phone": "8937"},
        {"last_name": "ferb", "phone": "0676", "first_name": "eloise"},
        {"anything": "eloise ferbach"},
        {"anything": "06 76 02 89 37"},
        {"last_name": "fe"},
    ],
)
def test_what_people_type_finds_her(alice: Member, louise: int, criteria: dict[str, str]) -> None:
    assert found(alice, **criteria) == [louise]


@pytest.mark.parametrize(
    "criteria",
    [
        {"last_name": "eloise"},
        {"last_name": "ferb", "first_name": "ngoc"},
        {"matricule": "a%100"},
        {"email": "\\"},
        {"anything": "ferbach ngoc"},
    ],
)
def test_what_does_not(alice: Member, louise: int, criteria: dict[str, str]) -> None:
    assert found(alice, **criteria) == []


@pytest.mark.parametrize("criteria", [{"phone": "abc"}, {"phone": "-"}, {"matricule": "\u0301"}])
def test_a_criterion_with_nothing_to_look_for_finds_nobody(
    alice: Member, louise: int, criteria: dict[str, str]
) -> None:
    """Ignored, it would export, and write to, everybody."""
    assert found(alice, **criteria) == []
    assert found(alice, last_name="FERBACH", **criteria) == []


def test_another_client_finds_nothing(charlie: Member, louise: int) -> None:
    assert found(charlie, last_name="FERBACH") == []
    assert found(charlie) == []


def test_pages_and_total(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client)
    rows = DotationFactory.create_batch(7, order=order)
    newest_first = [row.pk for row in reversed(rows)]
    for criteria in (Criteria(), Criteria(last_name="ferbach")):
        page = search_dotations(alice, criteria, wanted=WantedPage(3, 3))[0]
        assert page.total == 7
        assert [row.id for row in page.rows] == newest_first[3:6]
        assert search_dotations(alice, criteria, wanted=WantedPage(3, 30))[0].total == 7


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_field_leaks_into_its_neighbour(last_name: str, first_name: str) -> None:
    text = search_text(
        matricule="1",
        last_name=last_name,
        first_name=first_name,
        email="a@b.fr",
        phone="+33676028937",
    )
    assert text.count("\x1f") == 4
