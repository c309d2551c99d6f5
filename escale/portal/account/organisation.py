"""What a client says of itself: whom to reach, where."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.clients.actions.change_organisation import Organisation, change_organisation
from escale.exports.states import ExportKind
from escale.exports.wanted import WantedExport
from escale.portal.account.forms import OrganisationForm
from escale.portal.export_answer import answered
from escale.webkit.access import MemberRequest, administrator_required, confirmed_again


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_required
def export(request: MemberRequest) -> HttpResponseBase:
    """All that Escale holds of the organisation and its people."""
    return answered(request, WantedExport(ExportKind.EVERYTHING))


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_required
@confirmed_again
def organisation(request: MemberRequest) -> HttpResponse:
    client = request.member.client
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.shown(client))
    if form.is_valid():
        change_organisation(
            actor=request.member.actor,
            client_id=client.pk,
            organisation=Organisation(**form.cleaned_data),
        )
        messages.success(request, _("Les coordonnées de votre organisation sont à jour."))
        return redirect("portal:account")
    status = 422 if form.errors else 200
    return render(request, "portal/account/organisation.html", {"form": form}, status=status)
