"""Ending the digest from the digest itself: a page with a button, and one click (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from escale.clients.actions.end_digest import end_digest
from escale.clients.links import read_digest_token
from escale.clients.queries import member_whose_digest_ends
from escale.webkit.private import private_page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def end(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing: machines that look at mail follow its links. Mailboxes post."""
    member = member_whose_digest_ends(token)
    if member is None:
        context = {"is_damaged": read_digest_token(token) is None}
        return render(request, "portal/account/digest_end.html", context, status=404)
    if request.method == "POST":
        member = end_digest(member_id=member.pk)
    is_ended = not (member.receives_digest or member.is_told_of_errors)
    shown = {"organisation": member.client.name, "is_ended": is_ended}
    return render(request, "portal/account/digest_end.html", shown)
