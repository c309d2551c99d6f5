from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.orders.queries import orders_visible_to
from escale.portal.dotations.views import situation_of
from escale.portal.export_answer import answered
from escale.portal.search_form import SearchForm
from escale.webkit.access import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def export(request: MemberRequest, number: int) -> HttpResponseBase:
    """« Exporter »: the modifiable dotations of the order, in Excel (R39-R42)."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    return answered(request, WantedExport(ExportKind.ORDER, order))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def export_found(request: MemberRequest) -> HttpResponseBase:
    """« Exporter » on a search: all that it found, not the page that shows (R25)."""
    criteria, situation = SearchForm(request.GET).criteria, situation_of(request)
    wanted = WantedExport(ExportKind.SEARCH, criteria=criteria, situation=situation)
    return answered(request, wanted)
