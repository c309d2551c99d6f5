"""« Données personnelles »: who asks for access or erasure is found, shown and erased."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.backoffice.access import operator, staff_required
from escale.backoffice.looking import note_look
from escale.dotations.models import Dotation
from escale.kernel.errors import DomainError
from escale.privacy.actions.copy_person import copy_person
from escale.privacy.actions.erase_person import erase_person
from escale.privacy.people import find_dotations, person_of
from escale.webkit.downloads import spooled_file, workbook_response


@require_safe
@staff_required
def people(request: HttpRequest) -> HttpResponse:
    """By what somebody who writes gives: address, mobile, number of a dotation."""
    text = request.GET.get("q", "")[:254]
    found = find_dotations(text)
    note_look(request, [dotation.client_id for dotation in found])
    return render(request, "backoffice/people.html", {"text": text, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def person(request: HttpRequest, dotation_id: int) -> HttpResponse:
    """All that is known of one person; what would go, what would stay."""
    dotation = get_object_or_404(Dotation, pk=dotation_id)
    if request.method == "POST":
        try:
            erase_person(actor=operator(request), dotation_id=dotation_id)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("backoffice:person", dotation_id)
        messages.success(request, _("La personne est effacée. Les montants et les dates restent."))
        return redirect("backoffice:people")
    known = person_of(dotation)
    # One line in the journal of each of their clients.
    note_look(request, [held.client_id for held in known.dotations])
    context = {"dotation": dotation, "person": known}
    return render(request, "backoffice/person.html", context)


@require_POST
@staff_required
def copy(request: HttpRequest, dotation_id: int) -> FileResponse:
    """What the right of access gives: a workbook, told in the journal."""
    dotation = get_object_or_404(Dotation, pk=dotation_id)
    stream = spooled_file()
    copy_person(actor=operator(request), dotation=dotation, target=stream)
    return workbook_response(stream, f"donnees-{dotation_id}.xlsx")
