from datetime import date

import pytest
import time_machine

from escale.demo.years import moved

ORDER, LAST, OLDEST = date(2020, 8, 11), date(2020, 12, 1), date(2017, 9, 14)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        ("2020-11-30", 0),
        ("2021-11-30", 0),
        ("2021-12-01", 1),
        ("2026-11-30", 5),
        ("2026-12-01", 6),
        ("2028-02-29", 7),
    ],
)
def test_as_many_years_as_leave_no_order_after_today(today: str, years: int) -> None:
    with time_machine.travel(f"{today}T12:00Z"):
        for day in (ORDER, LAST, OLDEST):
            assert moved(day) == day.replace(year=day.year + years)


@pytest.mark.parametrize("year", range(2021, 2040))
def test_the_guide_is_valid_and_the_oldest_order_is_over(year: int) -> None:
    for day in (date(year, 1, 1), date(year, 11, 30), date(year, 12, 1), date(year, 12, 31)):
        with time_machine.travel(f"{day}T12:00Z"):
            assert moved(LAST) <= day
            assert date(moved(ORDER).year + 2, 12, 31) > day
            assert date(moved(OLDEST).year + 2, 12, 31) < day
