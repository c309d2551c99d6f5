"""« Nous contacter »: a message to the issuer, and the answers to those before (R52)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.clients.models import Member
from escale.inquiries.actions.send_inquiry import send_inquiry
from escale.inquiries.models import Subject
from escale.inquiries.queries import inquiries_visible_to
from escale.kernel.errors import DomainError
from escale.portal.help.forms import InquiryForm
from escale.portal.help.visitors import visitor_contact
from escale.webkit.access import (
    VISITORS_READ,
    AccessRefused,
    MemberRequest,
    member_required,
    visiting_member,
)

SHOWN = 20
EVERYTHING = "tout"


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponseBase:
    """Open to everybody; a message of somebody who signs in is their organisation's."""
    if visiting_member(request) is None:
        return visitor_contact(request)
    return _send(request) if request.method == "POST" else _form(request)


@member_required
def _form(request: MemberRequest) -> HttpResponse:
    given = {name: request.GET.get(name, "")[:20] for name in ("commande", "effacer", "annuler")}
    initial = {"order": given["commande"], "reply_to": _own_address(request.member)}
    if dotation := given["effacer"]:
        asked = _("Merci d’effacer les données personnelles du bénéficiaire de la dotation %(id)s.")
        initial |= {"subject": Subject.DOTATION, "body": asked % {"id": dotation}}
    elif given["annuler"]:
        initial |= {"subject": Subject.CANCELLATION} | _to_cancel(given)
    return _page(request, InquiryForm(member=request.member, initial=initial))


def _to_cancel(given: dict[str, str]) -> dict[str, str]:
    """One dotation by its number, or « tout » of an order."""
    if given["annuler"] == EVERYTHING:
        asked = _(
            "Merci d’annuler les dotations de la commande %(number)s qui ne sont pas encore "
            "activées. Motif :"
        )
        return {"body": asked % {"number": given["commande"]} + " "}
    asked = _("Merci d’annuler la dotation %(id)s. Motif :")
    return {"dotation": given["annuler"], "body": asked % {"id": given["annuler"]} + " "}


@member_required
def _send(request: MemberRequest) -> HttpResponse:
    """Of any role: who only reads may need to be read too."""
    if request.member.is_visiting:
        raise AccessRefused(VISITORS_READ)
    form = InquiryForm(request.POST, member=request.member)
    if not form.is_valid():
        return _page(request, form)
    try:
        inquiry = send_inquiry(
            actor=request.member.actor, client=request.member.client, new=form.inquiry
        )
    except DomainError as refused:
        messages.error(request, str(refused))
        return _page(request, form)
    messages.success(
        request,
        _("Votre message n°\u00a0%(number)s est envoyé. La réponse arrivera à %(address)s.")
        % {"number": inquiry.pk, "address": inquiry.reply_to},
    )
    return redirect("portal:contact")


def _own_address(member: Member) -> str:
    return member.address or member.client.email


def _page(request: MemberRequest, form: InquiryForm) -> HttpResponse:
    context = {"form": form, "inquiries": inquiries_visible_to(request.member)[:SHOWN]}
    return render(request, "portal/help/contact.html", context)
