"""A new password for who knows the present one (R52)."""

from allauth.account.signals import password_changed
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.accounts.actions.change_password import change_password
from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.journal.actor import Actor
from escale.portal.account.forms import PasswordForm
from escale.webkit.access import signed_in_required


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@rate_limit(action="change_password")  # type: ignore[untyped-decorator]  # no types
def password(request: HttpRequest, user: User) -> HttpResponse:
    """Of staff, who have no « Mon compte »."""
    form = PasswordForm(request.POST or None)
    if change_with(request, form, actor=user.actor, user_id=user.pk):
        return redirect("portal:password")
    status = 422 if form.errors else 200
    return render(request, "portal/account/password.html", {"form": form}, status=status)


def change_with(request: HttpRequest, form: PasswordForm, *, actor: Actor, user_id: int) -> bool:
    """Whether it is done: refusals are in the form.

    This session goes on, under another key that its list knows.
    """
    if not form.is_valid():
        return False
    typed = form.cleaned_data
    try:
        user = change_password(
            actor=actor, user_id=user_id, current=typed["current"], new=typed["new"]
        )
    except PasswordRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    update_session_auth_hash(request, user)
    password_changed.send(sender=User, request=request, user=user)
    messages.success(request, _("Votre mot de passe est changé."))
    return True
