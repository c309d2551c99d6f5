from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from escale.activation.queries import LinkState, open_link, steps_behind
from escale.beneficiary.cookies import LINK
from escale.beneficiary.dead_ends import dead_end
from escale.webkit.private import keep, kept, private_page, token_page


@require_safe
@token_page
def tracking_link(request: HttpRequest, token: str) -> HttpResponse:
    return keep(redirect("beneficiary:tracking"), LINK, token)


@require_safe
@private_page
def tracking(request: HttpRequest) -> HttpResponse:
    """« Où en suis-je ? »: the three steps and the next action, without a word of who asks."""
    token = kept(request, LINK)
    link = open_link(token)
    if link.state == LinkState.OVER:
        return dead_end(request, link)
    steps = steps_behind(token)
    can_start = steps is not None and link.state == LinkState.VALID
    return render(
        request, "beneficiary/tracking/tracking.html", {"steps": steps, "can_start": can_start}
    )
