from datetime import UTC, datetime

from escale.kernel.dates import french_time
from escale.webkit.templatetags import webkit


def test_times_and_addresses() -> None:
    assert french_time(datetime(2026, 11, 2, 9, 42, tzinfo=UTC)) == "10\u00a0h\u00a042"
    assert webkit.breakable("a&b@yopmail.example") == "a&amp;b<wbr>@yopmail.example"
