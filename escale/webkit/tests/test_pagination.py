import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.webkit.pagination import Page, page_number_in


@given(st.integers(0, 500), st.integers(1, 40), st.integers(1, 60))
def test_where_one_stands(total: int, number: int, size: int) -> None:
    start = (number - 1) * size
    rows = list(range(total))[start : start + size]
    page = Page(rows, total=total, number=number, size=size)
    assert page.last >= 1
    assert (page.next is None) == (number >= page.last)
    assert (page.previous is None) == (number == 1)
    if rows:
        assert (page.first_index, page.last_index) == (rows[0] + 1, rows[-1] + 1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), ("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("9" * 40, 10**7)],
)
def test_page_numbers_come_from_anybody(typed: str, number: int) -> None:
    assert page_number_in({"page": typed}, "page") == number


@given(st.text())
def test_any_text_is_a_page(typed: str) -> None:
    assert 1 <= page_number_in({"page": typed}, "page") <= 10**7
