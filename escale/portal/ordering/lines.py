"""One line of a draft at a time: typed, corrected, removed; with a page or inside of it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from escale.exchange.judging import Severity
from escale.kernel.errors import DomainError
from escale.ordering.actions.accept_suggestions import accept_suggestions
from escale.ordering.actions.add_line import add_line
from escale.ordering.actions.correct_line import correct_line
from escale.ordering.actions.dismiss_suggestion import dismiss_suggestion
from escale.ordering.actions.remove_lines import remove_lines
from escale.ordering.models import Draft, DraftLine
from escale.portal.ordering.drafts import draft_or_404
from escale.portal.ordering.screen import (
    PAGE_SIZE,
    balance,
    grid_columns,
    grid_line,
    last_page,
    typed_cells,
)
from escale.webkit.access import MemberRequest, editor_required


@require_POST
@editor_required
def add(request: MemberRequest, draft_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    try:
        added = add_line(draft_id=draft.pk, cells=typed_cells(draft, request.POST.dict()))
    except DomainError as refused:
        return _refused(request, draft, refused)
    if not request.htmx:
        return redirect(f"{_page(draft)}?page={last_page(draft)}#nouvelle")
    answer = _changed(draft, added.touched) | {
        "added": grid_line(draft, added.line),
        "is_put_back": "put_back" in request.POST,
    }
    return render(request, "portal/ordering/_exchanged.html", answer)


@require_POST
@editor_required
def correct(request: MemberRequest, draft_id: int, line_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    cells = typed_cells(draft, request.POST.dict())
    try:
        done = correct_line(draft_id=draft.pk, line_id=line_id, cells=cells)
    except DomainError as refused:
        return _refused(request, draft, refused)
    if not request.htmx:
        return redirect(f"{_page(draft)}#l{line_id}")
    answer = _changed(draft, [done.line, *done.touched])
    return render(request, "portal/ordering/_exchanged.html", answer)


@require_POST
@editor_required
def remove(request: MemberRequest, draft_id: int, line_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    try:
        removed = remove_lines(draft_id=draft.pk, line_ids=[line_id])
    except DomainError as refused:
        return _refused(request, draft, refused)
    gone = [grid_line(draft, line) for line in removed.lines]
    answer = _changed(draft, removed.touched) | {"removed": gone}
    if request.htmx:
        return render(request, "portal/ordering/_exchanged.html", answer)
    return (
        render(request, "portal/ordering/removed.html", answer) if gone else redirect(_page(draft))
    )


@require_POST
@editor_required
def remove_refused(request: MemberRequest, draft_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    try:
        count = remove_lines(draft_id=draft.pk, severity=Severity.REFUSED).count
    except DomainError as refused:
        return _refused(request, draft, refused)
    said = ngettext(
        "%(n)s ligne refusée est retirée.", "%(n)s lignes refusées sont retirées.", count
    )
    messages.success(request, said % {"n": count})
    return redirect(_page(draft))


@require_POST
@editor_required
def accept(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Every doubtful address becomes the one that was proposed."""
    draft = draft_or_404(request, draft_id)
    try:
        count = accept_suggestions(draft_id=draft.pk)
    except DomainError as refused:
        return _refused(request, draft, refused)
    said = ngettext("%(n)s adresse est corrigée.", "%(n)s adresses sont corrigées.", count)
    messages.success(request, said % {"n": count})
    return redirect(_page(draft))


@require_POST
@editor_required
def dismiss(request: MemberRequest, draft_id: int, line_id: int) -> HttpResponse:
    """« Ne plus proposer »: in this draft, and for the whole organisation from now on."""
    draft = draft_or_404(request, draft_id)
    actor = request.member.actor
    try:
        lines = dismiss_suggestion(actor=actor, draft_id=draft.pk, line_id=line_id)
    except DomainError as refused:
        return _refused(request, draft, refused)
    said = _("Cette suggestion ne sera plus proposée à votre organisation.")
    if request.htmx and len(lines) <= PAGE_SIZE:
        answer = _changed(draft, lines) | {"said": said}
        return render(request, "portal/ordering/_exchanged.html", answer)
    messages.success(request, said)
    return HttpResponseClientRefresh() if request.htmx else redirect(f"{_page(draft)}#l{line_id}")


def _changed(draft: Draft, touched: Iterable[DraftLine]) -> dict[str, object]:
    """What any exchange changes around its line: remarks of others, the balance."""
    return {
        "draft": draft,
        "columns": grid_columns(draft),
        "touched": [grid_line(draft, line) for line in touched],
        "balance": balance(draft),
    }


def _refused(request: MemberRequest, draft: Draft, refused: DomainError) -> HttpResponse:
    messages.error(request, str(refused))
    return HttpResponseClientRefresh() if request.htmx else redirect(_page(draft))


def _page(draft: Draft) -> str:
    return reverse("portal:draft", args=[draft.pk])
