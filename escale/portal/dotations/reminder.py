"""« Il ne reste que l’application », to one person whose activation e-mail is refused (R20)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.dotations.queries import dotations_visible_to
from escale.dotations.rules import Mail
from escale.portal.dotations.forms import RevisionForm
from escale.webkit.access import MemberRequest, editor_required


@require_POST
@editor_required
def remind(request: MemberRequest, dotation_id: int) -> HttpResponse:
    """A form sent twice, or shown before somebody wrote to them, sends nothing more."""
    dotation = get_object_or_404(dotations_visible_to(request.member), pk=dotation_id)
    form = RevisionForm(request.POST)
    if form.is_valid():
        wanted = WantedContact(
            dotation.pk, revision=form.cleaned_data["revision"], mail=Mail.APPLICATION
        )
        refused = correct_contacts(actor=request.member.actor, wanted=[wanted]).refused
        if refused:
            messages.error(request, str(refused[dotation.pk]))
        else:
            told = _("L’e-mail « Il ne reste que l’application » part à %(address)s.")
            messages.success(request, told % {"address": dotation.email})
    return redirect("portal:dotation", dotation.pk)
