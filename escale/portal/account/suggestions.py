"""« Suggestions »: the hints that an organisation does not want any more, and what it taught."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from escale.hints.actions.restore_hint import restore_hint
from escale.hints.queries import dismissed_visible_to, familiar_visible_to
from escale.kernel.punctuation import of_name
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 50


@require_safe
@member_required
def suggestions(request: MemberRequest) -> HttpResponse:
    hints, number = dismissed_visible_to(request.member), page_number(request)
    shown = list(hints[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    context = {
        "page": Page(shown, total=hints.count(), number=number, size=PAGE_SIZE),
        "familiar": familiar_visible_to(request.member),
    }
    return render(request, "portal/account/suggestions.html", context)


@require_POST
@editor_required
def restore(request: MemberRequest, hint_id: int) -> HttpResponse:
    """« Proposer à nouveau »."""
    hint = get_object_or_404(dismissed_visible_to(request.member), pk=hint_id)
    restore_hint(actor=request.member.actor, hint_id=hint.pk)
    said = _("%(proposed)s sera à nouveau proposé à la place %(of_typed)s.")
    messages.success(request, said % {"of_typed": of_name(hint.typed), "proposed": hint.proposed})
    return redirect("portal:suggestions")
