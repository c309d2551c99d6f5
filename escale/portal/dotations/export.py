from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from escale.dotations.queries import dotations_of_order
from escale.exchange.order_export import export_file_name, write_order_workbook
from escale.orders.queries import orders_visible_to
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
