"""The activation curve of an order: one dotation or thousands, one day or years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.clients.models import Member
from escale.dotations.figures import Activity, Day
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.portal.orders.curve import Curve, activation_curve
from tests.personas import SignIn

START = date(2020, 9, 1)


def curve_of(*days: tuple[int, int, int], total: int, until: int) -> Curve:
    """Each day is how long after the first e-mail, accounts and activations of that day."""
    told = tuple(Day(START + timedelta(after), *figures) for after, *figures in days)
    curve = activation_curve(Activity(START, told), total=total, until=START + timedelta(until))
    assert curve is not None
    return curve


def corners(line: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, _comma, y in (part.partition(",") for part in line.split())]


def test_one_dotation_on_one_day() -> None:
    curve = curve_of((0, 1, 1), total=1, until=0)
    assert curve.span == 1
    assert curve.activated_line == "0,1 1,0"
    assert curve.half_on == START
    assert [mark.label for mark in curve.marks] == ["01/09"]


def test_it_is_flat_where_nothing_comes() -> None:
    curve = curve_of((0, 2, 0), (5, 1, 3), total=4, until=9)
    assert curve.accounts_line == "0,4 1,2 5,2 6,1 10,1"
    assert curve.activated_line == "0,4 1,4 5,4 6,1 10,1"
    assert curve.activated_area.endswith(" 10,4")
    assert (curve.accounts, curve.activated) == (3, 3)


def test_nobody_has_answered_yet() -> None:
    curve = curve_of(total=48, until=6)
    assert curve.activated_line == "0,48 7,48"
    assert curve.periods == []
    assert curve.half_on is None


def test_nothing_to_show() -> None:
    assert activation_curve(Activity(None, ()), total=3, until=START) is None
    assert activation_curve(Activity(START, ()), total=0, until=START) is None


def test_a_server_behind_its_database_loses_nobody() -> None:
    assert curve_of((3, 1, 1), total=2, until=1).span == 4


@pytest.mark.parametrize(
    ("until", "labels"),
    [
        (2, ["01/09", "02/09", "03/09"]),
        (27, ["01/09", "08/09", "15/09", "22/09"]),
        (100, ["01/09", "29/09", "27/10", "24/11"]),
        (364, ["09/2020", "12/2020", "04/2021", "08/2021"]),
    ],
)
def test_the_axis_is_in_days_then_in_weeks(until: int, labels: list[str]) -> None:
    assert [mark.label for mark in curve_of(total=5, until=until).marks] == labels


def test_a_line_of_the_table_is_a_day_then_a_week() -> None:
    days = [(after, 1, 1) for after in range(31)]
    assert len(curve_of(*days, total=40, until=30).periods) == 31
    weeks = curve_of(*days, total=40, until=31).periods
    assert [period.activated for period in weeks] == [7, 14, 21, 28, 31]
    assert [(weeks[0].first, weeks[0].last)] == [(START, date(2020, 9, 7))]
    # The last one is not over.
    assert weeks[-1].last == date(2020, 10, 2)


HAPPENED = st.dictionaries(
    st.integers(0, 2_000), st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=60
)


@given(HAPPENED, st.integers(0, 2_000))
def test_the_drawing_stays_in_its_frame(happened: dict[int, tuple[int, int]], until: int) -> None:
    days = [(after, *figures) for after, figures in sorted(happened.items())]
    total = max(sum(accounts for _, accounts, _ in days), sum(done for *_, done in days), 1)
    curve = curve_of(*days, total=total, until=until)
    for line in (curve.accounts_line, curve.activated_line):
        drawn = corners(line)
        assert drawn[0] == (0, total)
        assert drawn[-1][0] == curve.span
        # Time goes on, and nothing that was done is undone.
        assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
        assert [y for _, y in drawn] == sorted((y for _, y in drawn), reverse=True)
    assert all(0 <= y <= total for _, y in corners(curve.activated_line))
    assert len(curve.marks) <= 6
    assert len(curve.periods) <= len(days)
    if curve.periods:
        assert curve.periods[-1].activated == curve.activated


class TestPage:
    @pytest.fixture
    def order(self, alice: Member) -> Order:
        return OrderFactory.create(client=alice.client, number=2853640)

    def test_figures_are_text(self, alice: Member, sign_in: SignIn, order: Order) -> None:
        DotationFactory.create_batch(2, order=order, activated=True)
        DotationFactory.create(order=order, account_created=True)
        page = sign_in(alice).get("/commandes/2853640/").text
        curve = page.split('id="courbe"', 1)[1].split("</section>", 1)[0]
        assert "1er\u00a0septembre\u00a02020\u00a0: 2 dotations activées sur 3." in curve
        assert "La moitié était activée le 3\u00a0septembre\u00a02020." in curve
        assert "3 comptes créés" in curve
        assert curve.count("<tr") == 1 + 1
        assert "<script" not in curve
        assert "style=" not in curve

    def test_it_waits_for_the_first_email(
        self, alice: Member, sign_in: SignIn, order: Order
    ) -> None:
        DotationFactory.create(order=order, in_production=True)
        assert 'id="courbe"' not in sign_in(alice).get("/commandes/2853640/").text

    def test_an_open_page_follows(self, alice: Member, sign_in: SignIn, order: Order) -> None:
        """An account changes no status: the curve alone tells it."""
        DotationFactory.create(order=order)
        browser = sign_in(alice)
        version = browser.get("/commandes/2853640/").context["version"]
        asked = {"HX-Request": "true", "Live-Version": version}
        assert browser.get("/commandes/2853640/", headers=asked).status_code == 204
        Dotation.objects.update(account_created_at="2020-09-05T10:00Z")
        assert "1 compte créé" in browser.get("/commandes/2853640/", headers=asked).text
