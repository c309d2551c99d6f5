"""One place each for dates, numbers and money: what English readers see of them."""

from datetime import date, datetime

import pytest
from django.utils.translation import get_language, override

from escale.kernel.dates import french_date, long_date, long_moment, short_time, whole_hour
from escale.kernel.languages import ENGLISH, in_french, known_language, present_language
from escale.kernel.money import format_euros, format_whole_euros
from escale.kernel.numbers import grouped, order_number


def test_money_and_numbers_in_english() -> None:
    with override(ENGLISH):
        assert format_euros(1_010_000) == "€10,100.00"
        assert format_euros(-500) == "-€5.00"
        assert format_whole_euros(15_000) == "€150"
        assert format_whole_euros(15_050) == "€150.50"
        assert grouped(12345) == "12,345"
        # A name, not a quantity: it is the same on the client's papers.
        assert order_number(2800901) == "2\u00a0800\u00a0901"


def test_dates_in_english() -> None:
    with override(ENGLISH):
        assert french_date(date(2020, 8, 21)) == "21/08/2020"
        assert long_date(date(2026, 11, 23)) == "23\u00a0November\u00a02026"
        assert short_time(datetime(2026, 11, 23, 9, 5)) == "9:05"  # noqa: DTZ001  # local already
        assert whole_hour(9) == "9:00"
        moment = datetime(2026, 11, 23, 10, 58)  # noqa: DTZ001
        assert long_moment(moment) == "23\u00a0November\u00a02026 at 10:58"


@pytest.mark.parametrize("asked", ["", "en", "en-us", "de", "../fr", "FR"])
def test_anything_else_is_french(asked: str) -> None:
    assert known_language(asked) == "fr"


def test_what_leaves_is_french_and_the_page_goes_on_in_english() -> None:
    with override(ENGLISH):
        assert in_french(get_language)() == "fr"
        assert present_language() == ENGLISH
