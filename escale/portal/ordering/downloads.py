from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_GET

from escale.ordering.workbooks import model_file_name, write_model, write_refused_lines
from escale.orders.catalogue import product_of
from escale.orders.states import ProductKind
from escale.portal.ordering.drafts import draft_or_404
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.downloads import spooled_file, workbook_response


@require_GET
@member_required
def model_file(request: MemberRequest, product: str) -> HttpResponseBase:
    """An empty workbook with the columns to fill."""
    if product not in ProductKind.values:
        raise Http404
    stream = spooled_file()
    write_model(stream, product_of(product))
    return workbook_response(stream, model_file_name(product_of(product)))


@require_GET
@editor_required
def refused(request: MemberRequest, draft_id: int) -> HttpResponseBase:
    """The refused lines with their reasons, to be corrected and sent again."""
    draft = draft_or_404(request, draft_id)
    stream = spooled_file()
    write_refused_lines(stream, draft)
    return workbook_response(stream, f"Lignes_refusées_{draft.pk}.xlsx")
