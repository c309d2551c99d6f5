from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.kernel.money import commission, format_euros, format_whole_euros


@pytest.mark.parametrize(
    ("face_value", "total"), [(60_000, 60_600), (400_000, 404_000), (1_000_000, 1_010_000)]
)
def test_the_three_orders_of_the_guide(face_value: int, total: int) -> None:
    assert face_value + commission(face_value, "1") == total


@given(st.integers(0, 10**12), st.decimals("0", "20", places=2))
def test_half_a_cent_goes_up(face_value: int, rate: Decimal) -> None:
    exact = Decimal(face_value) * rate / 100
    assert Decimal("-0.5") <= exact - commission(face_value, rate) < Decimal("0.5")
    if exact % 1 == Decimal("0.5"):
        assert commission(face_value, rate) > exact


def test_written_the_french_way() -> None:
    assert format_euros(1_010_000) == "10\u202f100,00\u00a0€"
    assert format_euros(60_605) == "606,05\u00a0€"
    assert format_whole_euros(15_000) == "150\u00a0€"
    assert format_whole_euros(100_000) == "1\u202f000\u00a0€"
    assert format_whole_euros(15_050) == "150,50\u00a0€"
