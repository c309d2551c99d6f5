from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from escale.dotations.counted_order import counts_of, known_total, orders_with_counts
from escale.dotations.queries import (
    dotations_of_order,
    order_hits,
    order_page,
    search_dotations,
)
from escale.dotations.situations import Situation
from escale.dotations.states import CLOSED, DotationStatus
from escale.mass_sends.queries import newest_under_way
from escale.portal.dotations.rows import lines_of, status_chips
from escale.portal.search_form import SearchForm
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.live import live_page, version_of
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 50
C = TypeVar("C", Situation, DotationStatus)


@require_GET
@member_required
def search(request: MemberRequest) -> HttpResponse:
    """« Recherche et modification des Dotations CV Co » (R22-R24)."""
    form = SearchForm(request.GET)
    situation = situation_of(request)
    number = page_number(request)
    found = search_dotations(
        request.member,
        form.criteria,
        situation=situation,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    lines = lines_of(request.member, found.rows, with_order=True)
    under_way = newest_under_way(request.member)
    page = Page(lines, total=found.total, number=number, size=PAGE_SIZE)
    context = {
        "form": form,
        "situation": situation,
        "page": page,
        "with_order": True,
        "can_move": under_way or any(row.status not in CLOSED for row in found.rows),
        "under_way": under_way,
    }
    version = version_of(found.total, under_way and under_way.pk, *(line.version for line in lines))
    return live_page(request, "portal/dotations/search.html", context, version=version)


@require_GET
@member_required
def order_dotations(request: MemberRequest, number: int) -> HttpResponse:
    """The dotations of one order, corrected in place (R13-R20)."""
    order = get_object_or_404(orders_with_counts(request.member), pk=number)
    counts, status = counts_of(order), _choice(DotationStatus, request.GET.get("statut", ""))
    anything, wanted = request.GET.get("q", "")[:254], page_number(request)
    rows = dotations_of_order(request.member, number)
    found = order_page(
        order_hits(rows, anything=anything, status=status),
        total=known_total(counts, anything=anything, status=status),
        limit=PAGE_SIZE,
        offset=(wanted - 1) * PAGE_SIZE,
    )
    lines = lines_of(request.member, found.rows)
    page = Page(lines, total=found.total, number=wanted, size=PAGE_SIZE)
    context = {"order": order, "page": page, "q": anything, "status": status}
    if request.htmx and request.htmx.target == "liste":
        return render(request, "portal/dotations/order.html#list", context)
    context |= {
        "chips": status_chips(counts),
        "total": sum(counts.values()),
        "can_move": not CLOSED.issuperset(counts),
    }
    version = version_of(found.total, counts, *(line.version for line in lines))
    return live_page(request, "portal/dotations/order.html", context, version=version)


def situation_of(request: MemberRequest) -> Situation | None:
    return _choice(Situation, request.GET.get("situation", ""))


def _choice(choices: type[C], value: str) -> C | None:
    """A value of a query string, or None where somebody made it up."""
    return choices(value) if value in choices.values else None
