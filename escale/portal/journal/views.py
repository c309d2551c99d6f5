"""« Journal »: who did what, when, through which door; staff's looks and changes too (D8, S10)."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from escale.dotations.journal import journal_lines, journal_of
from escale.dotations.models import Dotation
from escale.dotations.queries import dotations_visible_to
from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.orders.models import Order
from escale.orders.queries import orders_visible_to
from escale.portal.export_answer import answered
from escale.portal.journal.forms import filters
from escale.webkit.access import MemberRequest, member_required

PAGE_SIZE = 50


@require_safe
@member_required
def journal(request: MemberRequest) -> HttpResponse:
    return _shown(request)


@require_safe
@member_required
def order_journal(request: MemberRequest, number: int) -> HttpResponse:
    return _shown(request, get_object_or_404(orders_visible_to(request.member), pk=number))


@require_safe
@member_required
def dotation_journal(request: MemberRequest, dotation_id: int) -> HttpResponse:
    rows = dotations_visible_to(request.member).select_related("order")
    return _shown(request, get_object_or_404(rows, pk=dotation_id))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def export(request: MemberRequest) -> HttpResponseBase:
    """The lines that the filters of the page leave, all of them, in Excel."""
    wanted = filters(request.GET).wanted(_about(request))
    return answered(request, WantedExport(ExportKind.JOURNAL, journal=wanted))


def _shown(request: MemberRequest, thing: Order | Dotation | None = None) -> HttpResponse:
    """A page by the number of its lines: as fast at the end of a year as at its beginning."""
    form = filters(request.GET)
    about = thing.about if thing else ""
    wanted = form.wanted(about)
    entries = journal_of(request.member, wanted)
    before = request.GET.get("avant", "")
    if before.isascii() and before.isdigit():
        entries = entries.filter(pk__lt=min(int(before[:19]), 2**63 - 1))
    found = journal_lines(entries[: PAGE_SIZE + 1])
    filtered = request.GET.copy()
    filtered.pop("avant", None)
    context = {
        "form": form,
        "wanted": wanted,
        "about": about,
        "order": thing.order if isinstance(thing, Dotation) else thing,
        "dotation": thing if isinstance(thing, Dotation) else None,
        "lines": found[:PAGE_SIZE],
        "older": found[PAGE_SIZE - 1].entry.pk if len(found) > PAGE_SIZE else None,
        "is_first": not before,
        "query": filtered.urlencode(),
        "months": settings.JOURNAL_MONTHS,
    }
    return render(request, "portal/journal/journal.html", context)


def _about(request: MemberRequest) -> str:
    """What a journal was about, if it was the member's: an order or a dotation."""
    about = request.GET.get("sur", "")
    kind, _colon, number = about.partition(":")
    reached = {"order": orders_visible_to, "dotation": dotations_visible_to}
    if not about:
        return ""
    if kind not in reached or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    get_object_or_404(reached[kind](request.member), pk=number)
    return about
