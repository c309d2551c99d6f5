from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.actions.change_password import change_password
from escale.accounts.errors import PasswordRefused
from escale.portal.account.forms import PasswordForm
from escale.webkit.access import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@rate_limit(action="change_password")  # type: ignore[untyped-decorator]  # no types
def account(request: MemberRequest) -> HttpResponse:
    """« Mon compte »: the organisation, one's own access, one's password (R52)."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            user = change_password(
                actor=request.member.actor,
                user_id=request.member.user_id,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
            )
        except PasswordRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Votre mot de passe est changé."))
            return HttpResponseRedirect(reverse("portal:account"))
    status = 422 if form.errors else 200
    return render(request, "portal/account/account.html", {"form": form}, status=status)


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/account/forgotten.html")
