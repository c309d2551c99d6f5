from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from escale.activation.queries import LinkState, open_link

# A dead link is not an error of the reader's: the page explains, the status tells programs.
STATUS = {LinkState.VALID: 200, LinkState.USED: 200, LinkState.UNKNOWN: 404}


@require_safe
@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Greets the person the link is for. Spends nothing: mail scanners open links too (D1)."""
    link = open_link(token)
    response = render(
        request,
        f"beneficiary/activation/{link.state}.html",
        {"dotation": link.dotation},
        status=STATUS.get(link.state, 410),
    )
    # The address of this page is a key: no other site may learn it (S8).
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
