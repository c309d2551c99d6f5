from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe
from django_htmx.http import HttpResponseClientRefresh

from escale.exports.models import Export
from escale.exports.queries import exports_visible_to
from escale.exports.states import ExportStatus
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.downloads import SPREADSHEET


@require_safe
@member_required
def show(request: MemberRequest, export_id: int) -> HttpResponse:
    """A large export: how far it is, then where to fetch it."""
    return render(request, "portal/exports/export.html", {"export": _export(request, export_id)})


@require_safe
@member_required
def progress(request: MemberRequest, export_id: int) -> HttpResponse:
    """How far the job is; the whole page once it is done."""
    export = _export(request, export_id)
    if not export.is_preparing:
        return HttpResponseClientRefresh() if request.htmx else redirect("portal:export", export_id)
    return render(request, "portal/exports/_progress.html", {"export": export})


@require_GET
@member_required
def file(request: MemberRequest, export_id: int) -> HttpResponseBase:
    export = _export(request, export_id)
    if export.status != ExportStatus.READY:
        raise Http404
    try:
        workbook = export.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        workbook, as_attachment=True, filename=export.file_name, content_type=SPREADSHEET
    )


def _export(request: MemberRequest, export_id: int) -> Export:
    rows = exports_visible_to(request.member).select_related("order")
    return get_object_or_404(rows, pk=export_id)
