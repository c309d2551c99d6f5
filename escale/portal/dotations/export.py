from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from escale.dotations.queries import dotations_of_order, found_dotations
from escale.exchange.order_export import export_file_name, write_order_workbook
from escale.exchange.search_export import search_file_name, write_search_workbook
from escale.kernel import clock
from escale.orders.queries import orders_visible_to
from escale.portal.dotations.forms import SearchForm
from escale.portal.dotations.views import situation_of
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.downloads import spooled_file, workbook_response


@require_GET
@member_required
def export(request: MemberRequest, number: int) -> HttpResponseBase:
    """« Exporter »: the modifiable dotations of the order, in Excel (R39-R42)."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    stream = spooled_file()
    write_order_workbook(stream, dotations_of_order(request.member, number))
    return workbook_response(stream, export_file_name(order))


@require_GET
@member_required
def export_found(request: MemberRequest) -> HttpResponseBase:
    """« Exporter » on a search: all that it found, not the page that shows (R25)."""
    found = found_dotations(request.member, SearchForm(request.GET).criteria, situation_of(request))
    stream = spooled_file()
    write_search_workbook(stream, found)
    return workbook_response(stream, search_file_name(clock.today()))
