"""Reaching a draft from a page: it is the client's, or there is none (D9)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from escale.ordering.models import Draft
from escale.ordering.queries import placed_or_open_drafts
from escale.ordering.states import DraftStatus
from escale.webkit.access import MemberRequest


def draft_or_404(request: MemberRequest, draft_id: int) -> Draft:
    return get_object_or_404(placed_or_open_drafts(request.member), pk=draft_id)


def elsewhere(draft: Draft) -> HttpResponse | None:
    """Where a draft that is no longer being edited shows; None while it is."""
    if draft.status in (DraftStatus.PLACING, DraftStatus.PLACED):
        return redirect("portal:draft_placed", draft.pk)
    return None
