"""What is asked of a preview: applied, mended, given up; of an import: undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from escale.exchange.columns import CORRECTION_COLUMNS, EMAIL, IDENTIFIER, PHONE
from escale.exchange.questions import Question
from escale.imports.actions.accept_suggestions import accept_suggestions
from escale.imports.actions.answer_question import answer_question
from escale.imports.actions.confirm_import import confirm_import
from escale.imports.actions.discard_import import discard_import
from escale.imports.actions.dismiss_suggestion import dismiss_suggestion
from escale.imports.actions.undo_import import undo_import
from escale.kernel.errors import DomainError
from escale.portal.columns import ColumnsForm, Needs
from escale.portal.imports.forms import ConfirmationForm, SuggestionForm
from escale.portal.imports.reaching import import_or_404
from escale.webkit.access import MemberRequest, editor_required

NEEDS = Needs(CORRECTION_COLUMNS, [[IDENTIFIER], [EMAIL, PHONE]])


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def columns(request: MemberRequest, import_id: int) -> HttpResponse:
    """Which column of the file is which, where its titles do not say it; then it is read again."""
    imported = import_or_404(request, import_id)
    question = Question.read(imported.question)
    if question is None:
        return redirect("portal:import", import_id)
    form = ColumnsForm(question, NEEDS, request.POST.dict() if request.method == "POST" else None)
    if not form.is_valid:
        context = {"imported": imported, "order": imported.order, "form": form}
        context["refusal"] = imported.refusal
        return render(request, "portal/imports/columns.html", context)
    try:
        answer_question(
            actor=request.member.actor,
            import_id=imported.pk,
            answers=form.answers,
            remembers=form.remembers,
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:import", import_id)


@require_POST
@editor_required
def confirm(request: MemberRequest, import_id: int) -> HttpResponse:
    imported = import_or_404(request, import_id)
    form = ConfirmationForm(request.POST)
    resends = form.is_valid() and form.cleaned_data["resend"]
    try:
        confirm_import(actor=request.member.actor, import_id=imported.pk, resends_unchanged=resends)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:import", import_id)


@require_POST
@editor_required
def accept(request: MemberRequest, import_id: int) -> HttpResponse:
    """Every doubtful address becomes the one that was proposed; or that of one row."""
    imported = import_or_404(request, import_id)
    form = SuggestionForm(request.POST)
    try:
        count = accept_suggestions(import_id=imported.pk, row_id=form.row_id)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("%(n)s adresse est corrigée.", "%(n)s adresses sont corrigées.", count)
        messages.success(request, said % {"n": count})
    return redirect(form.way_back(import_id))


@require_POST
@editor_required
def dismiss(request: MemberRequest, import_id: int) -> HttpResponse:
    """« Ne plus proposer »: in this preview, and for the whole organisation from now on."""
    imported = import_or_404(request, import_id)
    form = SuggestionForm(request.POST)
    actor = request.member.actor
    try:
        dismiss_suggestion(actor=actor, import_id=imported.pk, row_id=form.row_id or 0)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Cette suggestion ne sera plus proposée à votre organisation."))
    return redirect(form.way_back(import_id))


@require_POST
@editor_required
def discard(request: MemberRequest, import_id: int) -> HttpResponse:
    imported = import_or_404(request, import_id)
    try:
        discard_import(import_id=imported.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("portal:import", import_id)
    messages.success(request, _("L’import est abandonné\u00a0: rien n’a été modifié ni envoyé."))
    return redirect("portal:order_dotations", imported.order_id)


@require_POST
@editor_required
def undo(request: MemberRequest, import_id: int) -> HttpResponse:
    imported = import_or_404(request, import_id)
    try:
        undo_import(actor=request.member.actor, import_id=imported.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:import", import_id)
