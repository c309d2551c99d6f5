"""The page of one dotation: where it stands, why, what to do, and all that happened to it (B1)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from escale.dotations.history import history_of
from escale.dotations.queries import dotation_row, dotations_visible_to
from escale.dotations.states import CLOSED
from escale.portal.dotations.milestones import Milestone, next_step
from escale.portal.dotations.rows import lines_of
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.live import live_page, version_of


@require_safe
@member_required
def show(request: MemberRequest, dotation_id: int) -> HttpResponse:
    rows = dotations_visible_to(request.member)
    dotation = get_object_or_404(rows.select_related("order"), pk=dotation_id)
    row = dotation_row(rows, dotation_id)
    assert row is not None  # noqa: S101  # read just before: no dotation is ever removed
    line = lines_of(request.member, [row])[0]
    events = history_of(dotation)
    context = {
        "dotation": dotation,
        "order": dotation.order,
        "line": line,
        "row": row,
        "next_step": next_step(row),
        "milestones": [Milestone(event) for event in events],
        "can_move": row.status not in CLOSED,
    }
    version = version_of(line.version, events)
    return live_page(request, "portal/dotations/dotation.html", context, version=version)
