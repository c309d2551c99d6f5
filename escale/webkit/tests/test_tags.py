from datetime import UTC, datetime

from django.template import Context, Template

from escale.kernel.dates import french_time
from escale.webkit.templatetags import webkit


def test_times_and_addresses() -> None:
    assert french_time(datetime(2026, 11, 2, 9, 42, tzinfo=UTC)) == "10\u00a0h\u00a042"
    assert webkit.breakable("a&b@yopmail.example") == "a&amp;b<wbr>@yopmail.example"


def test_an_email_in_a_title_stays_on_one_line() -> None:
    title = "{% filter whole_emails %}{{ name }} : vos e-mails{% endfilter %}"
    drawn = Template(title).render(Context({"name": "<b>"}))
    assert drawn == '&lt;b&gt; : vos <span class="nowrap">e-mails</span>'
