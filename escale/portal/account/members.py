"""« Membres »: who signs in for the organisation, with what role (B10)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.clients.actions.cancel_invitation import cancel_invitation
from escale.clients.actions.change_role import change_role
from escale.clients.actions.invite_member import invite_member
from escale.clients.actions.remove_member import remove_member
from escale.clients.actions.resend_invitation import resend_invitation
from escale.clients.models import Member, Role
from escale.clients.queries import invitations_visible_to, members_visible_to
from escale.kernel.errors import DomainError
from escale.portal.account.forms import InvitationForm
from escale.webkit.access import (
    MemberRequest,
    administrator_required,
    confirmed_again,
    member_required,
)
from escale.webkit.live import live_page, version_of


@require_safe
@member_required
def members(request: MemberRequest) -> HttpResponse:
    """Who joins meanwhile, or whose invitation comes back, shows by itself."""
    context = _shown(request.member, InvitationForm())
    version = version_of(context["people_version"], context["invitations_version"])
    return live_page(request, "portal/account/members.html", context, version=version)


@require_POST
@administrator_required
@confirmed_again
def invite(request: MemberRequest) -> HttpResponse:
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invitation = invite_member(
                actor=request.member.actor,
                client=request.member.client,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
            )
        except DomainError as refusal:
            form.add_error("email", str(refusal))
        else:
            told = _("%(email)s est invité : son e-mail part à l’instant.")
            messages.success(request, told % {"email": invitation.email})
            return redirect("portal:members")
    context = _shown(request.member, form)
    return render(request, "portal/account/members.html", context, status=422)


@require_POST
@administrator_required
@confirmed_again
def resend(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_visible_to(request.member), pk=invitation_id)
    try:
        resend_invitation(actor=request.member.actor, invitation_id=invitation.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("Une nouvelle invitation part pour %(email)s ; le lien précédent ne sert plus.")
        messages.success(request, told % {"email": invitation.email})
    return redirect("portal:members")


@require_POST
@administrator_required
def cancel(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_visible_to(request.member), pk=invitation_id)
    cancel_invitation(actor=request.member.actor, invitation_id=invitation.pk)
    told = _("L’invitation de %(email)s est annulée : son lien ne sert plus.")
    messages.success(request, told % {"email": invitation.email})
    return redirect("portal:members")


@require_POST
@administrator_required
@confirmed_again
def role(request: MemberRequest, member_id: int) -> HttpResponse:
    colleague = get_object_or_404(members_visible_to(request.member), pk=member_id)
    if request.POST.get("role") not in Role.values:
        messages.error(request, _("Choisissez un rôle dans la liste."))
        return redirect("portal:members")
    try:
        changed = change_role(
            actor=request.member.actor, member_id=colleague.pk, role=Role(request.POST["role"])
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("%(name)s a maintenant le rôle « %(role)s ».")
        names = {"name": colleague.user, "role": changed.get_role_display()}
        messages.success(request, told % names)
    return redirect("portal:members")


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_required
def remove(request: MemberRequest, member_id: int) -> HttpResponseBase:
    """Asked once more, on a page of its own: their access cannot be given back as it was."""
    colleague = get_object_or_404(members_visible_to(request.member), pk=member_id)
    if request.method != "POST":
        return render(request, "portal/account/remove.html", {"colleague": colleague})
    try:
        remove_member(actor=request.member.actor, member_id=colleague.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("%(name)s n’a plus accès à votre Espace Client.")
        messages.success(request, told % {"name": colleague.user})
    return redirect("portal:members")


def _shown(member: Member, form: InvitationForm) -> dict[str, object]:
    colleagues = list(members_visible_to(member))
    invitations = list(invitations_visible_to(member))
    return {
        "form": form,
        "colleagues": colleagues,
        "people_version": version_of(*map(_printed, colleagues)),
        "invitations": invitations,
        "invitations_version": version_of(
            *((one.pk, one.sent_at, one.is_refused) for one in invitations)
        ),
        "roles": Role,
    }


def _printed(colleague: Member) -> tuple[object, ...]:
    user = colleague.user
    return colleague.pk, str(user), user.identifier, colleague.role, user.last_login, user.is_active
