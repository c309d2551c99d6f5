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
    ("last", "number", "shown"),
    [
        (1, 1, "1"),
        (7, 4, "1 2 3 4 5 6 7"),
        (100, 1, "1 2 3 … 100"),
        (100, 3, "1 2 3 4 … 100"),
        (100, 50, "1 … 49 50 51 … 100"),
        (100, 100, "1 … 98 99 100"),
        # Beyond the end.
        (100, 999, "1 … 98 99 100"),
        (8, 4, "1 … 3 4 5 … 8"),
    ],
)
def test_page_numbers_to_press(last: int, number: int, shown: str) -> None:
    page: Page[int] = Page([], total=last * 10, number=number, size=10)
    assert " ".join("…" if n is None else str(n) for n in page.numbers) == shown


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_ends_and_the_present_page_are_among_them(last: int, number: int) -> None:
    numbers = Page([], total=last * 10, number=min(number, last), size=10).numbers
    known = [n for n in numbers if n is not None]
    assert known == sorted(set(known))
    assert {1, min(number, last), last} <= set(known)
    assert len(numbers) <= 7


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), ("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("9" * 40, 10**7)],
)
def test_page_numbers_come_from_anybody(typed: str, number: int) -> None:
    assert page_number_in({"page": typed}, "page") == number


@given(st.text())
def test_any_text_is_a_page(typed: str) -> None:
    assert 1 <= page_number_in({"page": typed}, "page") <= 10**7
