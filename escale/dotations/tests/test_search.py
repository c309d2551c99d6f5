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


@pytest.mark.parametrize("matricule", ["2023-0015", "75.0012", "00331245", "0033-12", "12/0015"])
@pytest.mark.parametrize("box", ["matricule", "anything"])
def test_a_matricule_that_looks_like_a_number_is_found(
    alice: Member, matricule: str, box: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, matricule="9", phone="+33676028937")
    row = DotationFactory.create(order=order, matricule=matricule, phone="+33688988989")
    assert found(alice, **{box: matricule}) == [row.pk]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("+33676028937", "0033 6 76 02 89 37"),
        ("+33676028937", "33676028937"),
        ("+33676028937", "676028937"),
        ("+33676028937", "676028937.0"),
        ("+33676028937", "+33 (0)6 76 02 89 37"),
        ("+33676028937", "06,76,02,89,37"),
        ("+33676028937", "０６ 76 02 89 37"),
        ("+33676028937", "06‑76‑02‑89‑37"),
        ("+32470123456", "0032470123456"),
        ("+32470123456", "+32 470 12 34 56"),
        ("+32470123456", "32470123456"),
        ("+262692123456", "+33 692 12 34 56"),
        ("+262692123456", "0692 12 34 56"),
        ("+508551234", "00508 55 12 34"),
        ("+508551234", "551234"),
    ],
)
@pytest.mark.parametrize("box", ["phone", "anything"])
def test_a_number_is_found_in_every_form_that_an_import_accepts(
    alice: Member, stored: str, typed: str, box: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, phone="+33688988989")
    row = DotationFactory.create(order=order, phone=stored)
    assert found(alice, **{box: typed}) == [row.pk]


@pytest.mark.parametrize("hyphen", "-\u2010\u2011\u2012\u2013\u2212\uff0d")
@pytest.mark.parametrize("box", ["last_name", "anything"])
def test_hyphens_of_any_kind_and_invisible_characters_meet(
    alice: Member, hyphen: str, box: str
) -> None:
    order = OrderFactory.create(client=alice.client)
    row = DotationFactory.create(order=order, last_name=f"LE{hyphen}GO\u200bFF")
    for typed in ("le-goff", "LE\u2011GOFF", "le\u2013go\u00adff", "\u200ele-goff\ufeff"):
        assert found(alice, **{box: typed}) == [row.pk]


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


@pytest.mark.parametrize(
    "criteria",
    [
        {"phone": "abc"},
        {"phone": "-"},
        {"phone": "néant"},
        {"matricule": "\u0301"},
        {"email": "\u200b"},
        {"anything": "\u200b\u2060"},
        {"anything": "\u0301"},
    ],
)
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
