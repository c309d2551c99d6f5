from datetime import UTC, date, datetime

from django.utils.translation import override

from escale.kernel.dates import french_date, long_date
from escale.kernel.languages import ENGLISH


def test_dates_are_written_the_french_way() -> None:
    assert french_date(date(2020, 8, 21)) == "21/08/2020"
    assert long_date(date(2026, 11, 23)) == "23\u00a0novembre\u00a02026"
    assert long_date(date(2026, 12, 1)) == "1er\u00a0décembre\u00a02026"
    with override(ENGLISH):
        assert long_date(date(2026, 12, 1)) == "1\u00a0December\u00a02026"


def test_a_moment_is_the_day_it_is_in_france() -> None:
    # 23:30 in London is already tomorrow in Paris.
    assert french_date(datetime(2020, 8, 21, 23, 30, tzinfo=UTC)) == "22/08/2020"
