"""A new password for who knows the present one (R52)."""

from allauth.account.signals import password_changed
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from escale.accounts.actions.change_password import change_password
from escale.accounts.adapter import remember_member
from escale.accounts.attempts import attempt
from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.journal.actor import Actor
from escale.portal.account.forms import PasswordForm
from escale.rate_limits.limits import Attempt
from escale.tenancy.scopes import system_scope
from escale.webkit.access import signed_in_required

TOO_MANY = "too_many"
TOO_MANY_TRIES = gettext_lazy(
    "Trop d’essais avec un mot de passe actuel qui n’est pas le bon. Attendez un quart d’heure, "
    "puis recommencez."
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
def password(request: HttpRequest, user: User) -> HttpResponse:
    """Of staff, who have no « Mon compte »."""
    form = PasswordForm(request.POST or None)
    changed = change_with(request, form, actor=user.actor, user_id=user.pk)
    if changed:
        return remember_member(redirect("portal:password"), changed)
    context = {"form": form}
    return render(request, "portal/account/password.html", context, status=status_of(form))


def status_of(form: PasswordForm) -> int:
    if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
        return 429
    return 422 if form.errors else 200


def change_with(
    request: HttpRequest, form: PasswordForm, *, actor: Actor, user_id: int
) -> User | None:
    """Whose it is once it is done; None where it is not, and the form says why.

    This session goes on, under another key that its list knows.
    """
    if not form.is_valid():
        return None
    taken = attempt(request, Attempt.PRESENT_PASSWORD, about=str(user_id))
    if taken is None:
        form.add_error(None, ValidationError(TOO_MANY_TRIES, TOO_MANY))
        return None
    typed = form.cleaned_data
    try:
        # Hashes and sessions are closed to the person's client.
        with system_scope():
            user = change_password(
                actor=actor, user_id=user_id, current=typed["current"], new=typed["new"]
            )
            update_session_auth_hash(request, user)
            password_changed.send(sender=User, request=request, user=user)
    except PasswordRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    taken.give_back()
    messages.success(request, _("Votre mot de passe est changé."))
    return user
