from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.accounts.adapter import remember_member
from escale.clients.actions.change_preferences import change_preferences
from escale.portal.account.forms import PasswordForm, PreferencesForm
from escale.portal.account.password_change import change_with, status_of
from escale.webkit.access import VISITORS_READ, AccessRefused, MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def account(request: MemberRequest) -> HttpResponse:
    """« Mon compte »: the organisation, one's own access, one's password (R52)."""
    form = PasswordForm(request.POST or None)
    member = request.member
    changed = change_with(request, form, actor=member.actor, user_id=member.user_id)
    if changed:
        return remember_member(HttpResponseRedirect(reverse("portal:account")), changed)
    context = {"form": form, "preferences": _preferences_of(request)}
    return render(request, "portal/account/account.html", context, status=status_of(form))


def _preferences_of(request: MemberRequest) -> PreferencesForm:
    member = request.member
    return PreferencesForm(
        initial={
            "full_name": member.user.full_name,
            "receives_order_mails": member.receives_order_mails,
            "receives_digest": member.receives_digest,
            "is_told_of_errors": member.is_told_of_errors,
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def preferences(request: MemberRequest) -> HttpResponse:
    """One's own name, and the e-mails one gets: whatever one's role."""
    if request.method != "POST":
        # Its form is on « Mon compte »: an address that was kept, or typed, leads there.
        return HttpResponseRedirect(reverse("portal:account"))
    if request.member.is_visiting:
        raise AccessRefused(VISITORS_READ)
    form = PreferencesForm(request.POST)
    if form.is_valid():
        change_preferences(
            actor=request.member.actor, member_id=request.member.pk, **form.cleaned_data
        )
        messages.success(request, _("Vos préférences sont enregistrées."))
        return HttpResponseRedirect(reverse("portal:account"))
    context = {"form": PasswordForm(), "preferences": form}
    return render(request, "portal/account/account.html", context, status=422)
