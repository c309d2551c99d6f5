from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from escale.dotations.counted_order import counts_of, orders_with_counts
from escale.dotations.queries import (
    dotations_of_order,
    dotations_visible_to,
    found_dotations,
    order_hits,
    status_counts,
)
from escale.dotations.search import Criteria, unusable
from escale.dotations.situations import Situation
from escale.dotations.sorting import Column, Sort
from escale.dotations.states import DotationStatus
from escale.dotations.tables import WantedPage, order_page, search_dotations
from escale.mass_sends.queries import newest_under_way
from escale.orders.models import Order
from escale.portal.dotations.chips import status_chips
from escale.portal.dotations.heads import heads_of
from escale.portal.dotations.rows import Line, lines_of
from escale.portal.dotations.staying import staying
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
    under_way = newest_under_way(request.member)
    context = {"with_order": True, "under_way": under_way, **_found(request)}
    page: Page[Line] = context["page"]
    chips = context["chips"]
    moving = page.total, context["entered"], chips, under_way and under_way.pk
    version = version_of(*moving, *(line.version for line in page.rows))
    return live_page(request, "portal/dotations/search.html", context, version=version)


def _found(request: MemberRequest) -> dict[str, Any]:
    """« ?last_name=loir&statut=email_error&tri=-montant&page=2 »."""
    form, situation, wanted = SearchForm(request.GET), situation_of(request), wanted_page(request)
    found, counts = search_dotations(
        request.member, form.criteria, situation=situation, wanted=wanted
    )
    visible = dotations_visible_to(request.member)
    hits = found_dotations(request.member, form.criteria, situation)
    shown = staying(request, found, visible=visible, hits=hits)
    lines = lines_of(request.member, shown.rows, with_order=True, out=shown.out)
    return {
        "form": form,
        "situation": situation,
        "chips": [] if situation else status_chips(counts),
        "total": sum(counts.values()),
        "status": form.status,
        "is_searching": bool(form.filled or situation),
        "page": Page(lines, total=found.total, number=page_number(request), size=PAGE_SIZE),
        "entered": shown.entered,
        "heads": list(heads_of(wanted.sort, with_order=True)),
    }


@require_GET
@member_required
def order_dotations(request: MemberRequest, number: int) -> HttpResponse:
    """The dotations of one order, corrected in place (R13-R20)."""
    order = get_object_or_404(orders_with_counts(request.member), pk=number)
    context = {"order": order, **_list_of(request, order)}
    if request.htmx and request.htmx.target == "liste":
        return render(request, "portal/dotations/order.html#list", {**context, "is_part": True})
    page: Page[Line] = context["page"]
    versions = [line.version for line in page.rows]
    version = version_of(page.total, context["entered"], context["chips"], *versions)
    return live_page(request, "portal/dotations/order.html", context, version=version)


def _list_of(request: MemberRequest, order: Order) -> dict[str, Any]:
    """« ?statut=email_error&q=loir&tri=nom&page=2 »."""
    status = _choice(DotationStatus, request.GET.get("statut", ""))
    anything, wanted = request.GET.get("q", "")[:254], wanted_page(request)
    rows = dotations_of_order(request.member, order.pk)
    counts = counts_of(order)
    if anything.strip():
        counts = status_counts(order_hits(rows, anything=anything))
    hits = order_hits(rows, anything=anything, status=status)
    total = sum(counts.values()) if status is None else counts.get(status, 0)
    found = order_page(hits, total=total, wanted=wanted)
    shown = staying(request, found, visible=rows, hits=hits)
    lines = lines_of(request.member, shown.rows, out=shown.out)
    page = Page(lines, total=found.total, number=page_number(request), size=PAGE_SIZE)
    return {
        "page": page,
        "entered": shown.entered,
        "q": anything,
        "is_useless": bool(unusable(Criteria(anything=anything))),
        "status": status,
        "chips": status_chips(counts),
        "total": sum(counts.values()),
        "heads": list(heads_of(wanted.sort or Sort(Column.MATRICULE), with_order=False)),
    }


def wanted_page(request: MemberRequest) -> WantedPage:
    """« ?tri=-montant&page=2 »."""
    offset = (page_number(request) - 1) * PAGE_SIZE
    return WantedPage(PAGE_SIZE, offset, Sort.read(request.GET.get("tri", "")))


def situation_of(request: MemberRequest) -> Situation | None:
    return _choice(Situation, request.GET.get("situation", ""))


def _choice(choices: type[C], value: str) -> C | None:
    """A value of a query string, or None where somebody made it up."""
    return choices(value) if value in choices.values else None
