"""Links that lead nowhere any more, from whichever page they were opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from escale.activation.queries import LinkState, OpenedLink

# A dead link is not an error of the reader's: the page explains, the status tells programs.
STATUS = {LinkState.USED: 200, LinkState.UNKNOWN: 404}


def dead_end(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """One page for each way in which a link no longer works, each with its way out."""
    return render(
        request,
        f"beneficiary/activation/{link.state}.html",
        {"ended": link.ended},
        status=STATUS.get(link.state, 410),
    )
