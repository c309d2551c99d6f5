"""How values are written on the pages; built into every template."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from escale.kernel.brand import product_name, product_names
from escale.kernel.dates import french_date, french_time, long_date
from escale.kernel.languages import ENGLISH, FRENCH, is_english
from escale.kernel.money import format_euros, format_whole_euros
from escale.kernel.numbers import by_fours, grouped, order_number
from escale.kernel.phones import format_phone, mask_phone
from escale.kernel.punctuation import of_name, with_colon, with_whole_hours
from escale.webkit.brand import mark_address, style_address
from escale.webkit.issuer import present_contact, remembered_contact
from escale.webkit.live import stamp_path
from escale.webkit.moulded_rows import MouldedRow, drawn_rows
from escale.webkit.refusals import described, is_refusal
from escale.webkit.session_limits import seconds_left

register = template.Library()

_EMAIL = re.compile(r"\be-mails?\b")

# By name of address, the pages under « Mes commandes » in the menu.
OF_ORDERS = frozenset(
    [
        "orders",
        "order",
        "order_cancel",
        "cancel",
        "order_dotations",
        "payment",
        "payment_return",
        "search",
        "journal",
        "order_journal",
        "dotation",
        "dotation_journal",
        "correct",
        "import",
        "import_start",
        "imports",
        "export",
        "order_export",
        "order_dotations_export",
        "search_export",
    ]
)

register.filter("grouped", grouped)
register.filter("by_fours", by_fours)
register.filter("order_number", order_number)
register.filter("french_date", french_date)
register.filter("french_time", french_time)
register.filter("long_date", long_date)
register.filter("euros", format_euros)
register.filter("whole_euros", format_whole_euros)
register.filter("with_colon", with_colon)
register.filter("of_name", of_name)
register.filter("with_whole_hours", with_whole_hours)
register.filter("phone", format_phone)
register.filter("masked_phone", mask_phone)
register.simple_tag(present_contact, name="issuer_contact")
register.simple_tag(remembered_contact)
register.simple_tag(product_name)
register.simple_tag(product_names)
register.simple_tag(stamp_path)
register.simple_tag(described)


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that may wrap before its « @ »; another identifier as it is."""
    local, at, domain = address.rpartition("@")
    if not at:
        return format_html("{}", address)
    return format_html("{}<wbr>@{}", local, domain)


@register.filter
def whole_emails(text: str) -> SafeString:
    """« e-mail » in a title, which the end of a line would cut after its hyphen."""
    whole = _EMAIL.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text))
    return SafeString(whole)  # nosec B703  # escaped above


@register.filter
def is_of_orders(url_name: str | None) -> bool:
    return url_name in OF_ORDERS


@register.simple_tag
def brand_name() -> str:
    name: str = settings.BRAND_NAME
    return name


@register.simple_tag
def brand_style() -> str:
    """Where the issuer's colours are; empty where it has none."""
    return style_address()


@register.simple_tag
def brand_logo() -> str:
    """Where the issuer's own logo is; empty where it has none: ours follows the theme."""
    return mark_address() if settings.BRAND_LOGO else ""


@register.simple_tag
def brand_icon() -> str:
    """What a tab shows."""
    is_ours = not settings.BRAND_LOGO and not settings.BRAND_TOKENS
    return static("webkit/favicon.svg") if is_ours else mark_address()


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """A pictogram of the sprite, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        "i i--sm" if small else "i",
        static("webkit/icons.svg"),
        name,
    )


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    # In itself: who looks for it may not read the present one.
    name: str


@register.simple_tag
def languages() -> list[Language]:
    return [Language(code, name) for code, name in settings.LANGUAGES]


@register.simple_tag
def other_language() -> Language:
    """The one that the page is not in."""
    wanted = FRENCH if is_english() else ENGLISH
    return next(language for language in languages() if language.code == wanted)


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, object]) -> str:
    """Where to come back to: this page, or the one whose form has just been answered.

    Nothing when that page is not known: no Referer, or another site's.
    """
    request = context["request"]
    assert isinstance(request, HttpRequest)  # noqa: S101  # the context processor puts it there
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    try:
        is_ours = page.netloc == request.get_host()
    except DisallowedHost:
        return ""
    address = f"{page.path}?{page.query}" if page.query else page.path
    return escape_leading_slashes(address) if is_ours else ""


@register.simple_tag(takes_context=True)
def refusal_word(context: Context) -> str:
    """What the title begins with where the page tells of a refusal; nothing elsewhere."""
    return _("Erreur\u00a0:") + " " if is_refusal(context.flatten()) else ""


@register.simple_tag(takes_context=True)
def rows(
    context: Context, lines: Iterable[MouldedRow], template_name: str, **known: bool
) -> SafeString:
    """Each line drawn by the template, which sees `line` and what is `known`, yes or no."""
    assert context.template is not None  # noqa: S101  # one is being drawn
    template = context.template.engine.get_template(template_name)
    return drawn_rows(lines, template, token=str(context.get("csrf_token", "")), known=known)


@register.simple_tag(takes_context=True)
def session_seconds(context: dict[str, object]) -> int:
    """Until the session of who reads this ends, if nobody is there meanwhile."""
    request = context["request"]
    assert isinstance(request, HttpRequest)  # noqa: S101  # the context processor puts it there
    return seconds_left(request)


@register.simple_tag(takes_context=True)
def page_link(context: dict[str, object], parameter: str, number: int) -> str:
    """The present address with another page number."""
    request = context["request"]
    assert isinstance(request, HttpRequest)  # noqa: S101  # the context processor puts it there
    query = request.GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
