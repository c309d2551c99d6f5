from datetime import UTC, date, datetime

from escale.webkit.templatetags import webkit


def test_numbers_dates_and_addresses() -> None:
    assert webkit.order_number(2800901) == "2\u00a0800\u00a0901"
    assert webkit.grouped(12345) == "12\u202f345"
    assert webkit.french_date(date(2020, 8, 21)) == "21/08/2020"
    # 23:30 in London is already tomorrow in Paris.
    assert webkit.french_date(datetime(2020, 8, 21, 23, 30, tzinfo=UTC)) == "22/08/2020"
    assert webkit.french_time(datetime(2026, 11, 2, 9, 42, tzinfo=UTC)) == "10\u00a0h\u00a042"
    assert webkit.breakable("a&b@yopmail.example") == "a&amp;b<wbr>@yopmail.example"
