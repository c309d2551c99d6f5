"""How values are written on the pages; built into every template."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from escale.kernel.dates import french_date, short_time
from escale.kernel.money import format_euros, format_whole_euros
from escale.kernel.numbers import grouped, order_number
from escale.kernel.phones import format_phone, mask_phone
from escale.webkit.moulded_rows import MouldedRow, drawn_rows

register = template.Library()

register.filter("grouped", grouped)
register.filter("order_number", order_number)
register.filter("french_date", french_date)
register.filter("euros", format_euros)
register.filter("whole_euros", format_whole_euros)
register.filter("phone", format_phone)
register.filter("masked_phone", mask_phone)


@register.filter
def french_time(moment: datetime) -> str:
    """« 10 h 42 »."""
    return short_time(localtime(moment))


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that may wrap before its « @ »; another identifier as it is."""
    local, at, domain = address.rpartition("@")
    if not at:
        return format_html("{}", address)
    return format_html("{}<wbr>@{}", local, domain)


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """A pictogram of the sprite, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        "i i--sm" if small else "i",
        static("webkit/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def rows(context: Context, lines: Iterable[MouldedRow], template_name: str) -> SafeString:
    """Each line drawn by the template, as `line`."""
    assert context.template is not None  # noqa: S101  # one is being drawn
    template = context.template.engine.get_template(template_name)
    return drawn_rows(lines, template, context)


@register.simple_tag(takes_context=True)
def page_link(context: dict[str, object], parameter: str, number: int) -> str:
    """The present address with another page number."""
    request = context["request"]
    assert isinstance(request, HttpRequest)  # noqa: S101  # the context processor puts it there
    query = request.GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
