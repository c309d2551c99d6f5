"""Beneficiaries by the file or from a past order: sent, followed, given up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from escale.exchange.questions import Question
from escale.kernel.errors import DomainError
from escale.ordering.actions.answer_question import answer_question
from escale.ordering.actions.give_up_check import give_up_check
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.models import Draft
from escale.orders.queries import orders_visible_to
from escale.portal.columns import ColumnsForm, Needs
from escale.portal.ordering.drafts import draft_or_404
from escale.portal.ordering.forms import CopyForm, UploadForm, first_error
from escale.portal.ordering.screen import grid_columns
from escale.webkit.access import MemberRequest, editor_required


@require_POST
@editor_required
def upload(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Streamed to disk by the server, then to the files' storage; a job reads it."""
    draft = draft_or_404(request, draft_id)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("portal:draft", draft_id)
    file = form.cleaned_data["file"]
    source = Source(file, file.name, replaces_lines=not form.cleaned_data["joins"])
    return _submit(request, draft, source)


@require_POST
@editor_required
def copy(request: MemberRequest, draft_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("portal:draft", draft_id)
    orders = orders_visible_to(request.member).filter(product=draft.product)
    order = get_object_or_404(orders, pk=form.cleaned_data["order"])
    source = Source(order_number=order.pk, replaces_lines=not form.cleaned_data["joins"])
    return _submit(request, draft, source)


@require_safe
@editor_required
def progress(request: MemberRequest, draft_id: int) -> HttpResponse:
    """How far the job is; the whole page once it is done."""
    draft = draft_or_404(request, draft_id)
    if not draft.is_waiting:
        return HttpResponseClientRefresh() if request.htmx else redirect("portal:draft", draft_id)
    return render(request, "portal/ordering/_progress.html", {"draft": draft})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def columns(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Which column of the file is which, where its titles do not say it; then it is read again."""
    draft = draft_or_404(request, draft_id)
    question = Question.read(draft.question)
    if question is None:
        return redirect("portal:draft", draft_id)
    data = request.POST.dict() if request.method == "POST" else None
    form = ColumnsForm(question, Needs.all_of(grid_columns(draft)), data)
    if not form.is_valid:
        context = {"draft": draft, "form": form, "refusal": draft.refusal}
        return render(request, "portal/ordering/columns.html", context)
    try:
        answer_question(
            actor=request.member.actor,
            draft_id=draft.pk,
            answers=form.answers,
            remembers=form.remembers,
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:draft", draft_id)


@require_POST
@editor_required
def give_up(request: MemberRequest, draft_id: int) -> HttpResponse:
    give_up_check(draft_id=draft_or_404(request, draft_id).pk)
    return redirect("portal:draft", draft_id)


def _submit(request: MemberRequest, draft: Draft, source: Source) -> HttpResponse:
    try:
        submit_source(draft_id=draft.pk, source=source)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:draft", draft.pk)
