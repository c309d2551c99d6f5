"""« Mot de passe oublié »: a link by e-mail, then a new password. Nothing tells who exists (S2)."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.actions.reset_password import reset_password
from escale.accounts.adapter import remember_member
from escale.accounts.attempts import attempt
from escale.accounts.errors import PasswordLinkDead, PasswordRefused
from escale.accounts.queries import open_password_link
from escale.clients.actions.ask_password_link import ask_password_link
from escale.portal.account.forms import ForgottenForm, NewPasswordForm
from escale.rate_limits.limits import Attempt
from escale.webkit.private import drop, keep, kept, private_page, token_page
from escale.webkit.views import too_many_requests

LINK = "new-password"


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        identifier = form.cleaned_data["identifier"]
        if attempt(request, Attempt.PASSWORD_LINK, about=identifier) is None:
            return too_many_requests(request)
        ask_password_link(identifier=identifier)
        return render(request, "portal/account/forgotten_sent.html", {"identifier": identifier})
    status = 422 if form.errors else 200
    return render(request, "portal/account/forgotten.html", {"form": form}, status=status)


@require_safe
@token_page
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Spends nothing; the token leaves the address at once (S8)."""
    if open_password_link(token) is None:
        return _dead_end(request)
    return keep(redirect("portal:new_password"), LINK, token)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def new_password(request: HttpRequest) -> HttpResponse:
    claim = open_password_link(kept(request, LINK))
    if claim is None:
        return _dead_end(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = reset_password(claim=claim, new=form.cleaned_data["password"])
        except PasswordLinkDead:
            return _dead_end(request)
        except PasswordRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            get_adapter().forget_failures(request, user)
            messages.success(request, _("Votre mot de passe est changé : connectez-vous avec lui."))
            return remember_member(drop(redirect("account_login"), LINK), user)
    status = 422 if form.errors else 200
    return render(request, "portal/account/new_password.html", {"form": form}, status=status)


def _dead_end(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/account/password_link_over.html", status=404)
