"""Joining a client: the link of an invitation, then a name and a password."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.errors import PasswordRefused
from escale.clients.actions.accept_invitation import Newcomer, accept_invitation
from escale.clients.errors import AddressHasAccess, InvitationGone
from escale.clients.queries import InvitationState, OpenedInvitation, open_invitation
from escale.portal.account.forms import NewcomerForm
from escale.webkit.private import drop, keep, kept, private_page, token_page

LINK = "invitation"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@token_page
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Spends nothing; the token leaves the address at once (S8)."""
    found = open_invitation(token)
    if found.invitation is None:
        return _dead_end(request, found)
    return keep(redirect("portal:invitation"), LINK, token)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def join(request: HttpRequest) -> HttpResponse:
    found = open_invitation(kept(request, LINK))
    if found.invitation is None or found.claim is None:
        return _dead_end(request, found)
    form = NewcomerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        newcomer = Newcomer(form.cleaned_data["full_name"], form.cleaned_data["password"])
        try:
            member = accept_invitation(claim=found.claim, newcomer=newcomer)
        except InvitationGone:
            return _dead_end(request, open_invitation(kept(request, LINK)))
        except (AddressHasAccess, PasswordRefused) as refusal:
            form.add_error("password", str(refusal))
        else:
            login(request, member.user, backend=BACKEND)
            return drop(redirect("portal:home"), LINK)
    context = {"form": form, "invitation": found.invitation}
    status = 422 if form.errors else 200
    return render(request, "portal/account/join.html", context, status=status)


def _dead_end(request: HttpRequest, found: OpenedInvitation) -> HttpResponse:
    status = 410 if found.state == InvitationState.EXPIRED else 404
    return render(request, "portal/account/invitation_over.html", {"found": found}, status=status)
