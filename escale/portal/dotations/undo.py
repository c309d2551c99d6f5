"""« Annuler » after a correction: pressed in the row, or on a page of its own without script."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escale.dotations.actions.undo_correction import undo_correction
from escale.dotations.errors import DotationRefused
from escale.portal.dotations.correction import corrected_line, visible_row
from escale.portal.dotations.forms import UndoForm
from escale.portal.dotations.rows import Line, lines_of
from escale.webkit.access import MemberRequest, editor_required


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def undo(request: MemberRequest, dotation_id: int) -> HttpResponse:
    row = visible_row(request, dotation_id)
    form = UndoForm(request.POST)
    if not form.is_valid():
        context = {"line": lines_of(request.member, [row])[0]}
        return render(request, "portal/dotations/undo.html", context)
    line = _undone(request, dotation_id, form.cleaned_data["revision"])
    if request.htmx:
        line = replace(line, with_order=form.cleaned_data["with_order"])
        return render(request, "portal/dotations/_row_corrected.html", {"line": line})
    tell = messages.success if line.done else messages.error
    tell(request, line.announcement)
    return redirect("portal:dotation", dotation_id)


def _undone(request: MemberRequest, dotation_id: int, revision: int) -> Line:
    try:
        undone = undo_correction(
            actor=request.member.actor, dotation_id=dotation_id, revision=revision
        )
    except DotationRefused as refusal:
        return Line(visible_row(request, dotation_id), refusal=str(refusal))
    return corrected_line(request, dotation_id, undone, is_undone=True)
