from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from escale.imports.actions.submit_file import submit_file
from escale.imports.queries import imports_of_order, past_imports
from escale.imports.workbooks import refused_file_name, write_refused_rows
from escale.orders.models import Order
from escale.orders.queries import orders_visible_to
from escale.portal.imports.forms import FileForm
from escale.portal.imports.reaching import import_or_404
from escale.portal.imports.screen import PAGE_SIZE, ImportLine, listed, screen
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.downloads import spooled_file, workbook_response
from escale.webkit.live import live_page, version_of
from escale.webkit.pagination import Page, page_number
from escale.workbooks.limits import CORRECTION_LIMITS

RECENT = 10


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def start(request: MemberRequest, number: int) -> HttpResponse:
    """« Importer »: the file to send, and the imports of this order (R43)."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    if request.method == "POST":
        return _submit(request, order)
    recent = listed(imports_of_order(request.member, number)[:RECENT])
    context = {"order": order, "imports": recent, "limits": CORRECTION_LIMITS}
    return render(request, "portal/imports/start.html", context)


@require_safe
@member_required
def imports(request: MemberRequest) -> HttpResponse:
    """What was imported, by whom, when, with which figures."""
    number = page_number(request)
    past = past_imports(request.member)
    shown = [
        ImportLine(imported) for imported in past[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    ]
    page = Page(shown, total=past.count(), number=number, size=PAGE_SIZE)
    context = {"page": page}
    version = version_of(page.total, *(line.version for line in shown))
    return live_page(request, "portal/imports/imports.html", context, version=version)


@require_safe
@member_required
def show(request: MemberRequest, import_id: int) -> HttpResponse:
    """The preview; once it is applied, what came of it."""
    imported = import_or_404(request, import_id)
    context = screen(imported, request.GET.dict())
    return render(request, "portal/imports/import.html", context)


@require_safe
@member_required
def progress(request: MemberRequest, import_id: int) -> HttpResponse:
    """How far the job is; the whole page once it is done."""
    imported = import_or_404(request, import_id)
    if not imported.is_busy:
        return HttpResponseClientRefresh() if request.htmx else redirect("portal:import", import_id)
    return render(request, "portal/imports/_progress.html", {"imported": imported})


@require_GET
@member_required
def refused(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """The refused rows with their reasons, to be corrected and imported again."""
    imported = import_or_404(request, import_id)
    if not imported.refused or imported.rows_erased:
        raise Http404
    stream = spooled_file()
    write_refused_rows(stream, imported)
    return workbook_response(stream, refused_file_name(imported))


def _submit(request: MemberRequest, order: Order) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("portal:import_start", order.pk)
    file = form.cleaned_data["file"]
    imported = submit_file(actor=request.member.actor, order=order, file=file, name=file.name)
    return redirect("portal:import", imported.pk)
