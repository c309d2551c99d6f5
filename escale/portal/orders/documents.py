from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.kernel import clock
from escale.orders.order_document import document_file_name, order_document
from escale.orders.queries import orders_visible_to
from escale.orders.receipt import receipt as receipt_of
from escale.orders.receipt import receipt_file_name
from escale.orders.search import OrderCriteria
from escale.portal.export_answer import answered
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.downloads import pdf_response


@require_GET
@member_required
def document(request: MemberRequest, number: int) -> HttpResponseBase:
    """The loupe: the document detailing the order (R8)."""
    order = get_object_or_404(
        orders_visible_to(request.member).select_related("client").prefetch_related("lines"),
        pk=number,
    )
    return pdf_response(order_document(order, now=clock.now()), document_file_name(order))


@require_GET
@member_required
def receipt(request: MemberRequest, number: int) -> HttpResponseBase:
    """Of an order that is paid: what left with the e-mail of payment."""
    paid = orders_visible_to(request.member).filter(paid_at__isnull=False)
    order = get_object_or_404(paid.select_related("client").prefetch_related("lines"), pk=number)
    return pdf_response(receipt_of(order), receipt_file_name(order))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def history(request: MemberRequest) -> HttpResponseBase:
    """« Exporter » on the history: the orders that the filters of the page leave, all of them."""
    wanted = OrderCriteria.of(request.GET.dict())
    return answered(request, WantedExport(ExportKind.ORDERS, orders=wanted))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def export(request: MemberRequest, number: int) -> HttpResponseBase:
    """« Exporter détails »: the order, its lines and its beneficiaries, in Excel (R11)."""
    order = get_object_or_404(
        orders_visible_to(request.member).select_related("client").prefetch_related("lines"),
        pk=number,
    )
    return answered(request, WantedExport(ExportKind.DETAILS, order))
