"""Seeing a client's portal as the client does: to read, with a banner, never unseen (T8)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from escale.backoffice.access import operator, staff_required
from escale.clients.actions.record_visit import record_visit
from escale.clients.models import Client
from escale.webkit.access import VISITED


@require_POST
@staff_required
def visit(request: HttpRequest, client_id: int) -> HttpResponse:
    client = get_object_or_404(Client, pk=client_id)
    record_visit(actor=operator(request), client=client)
    request.session[VISITED] = client.pk
    path = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return HttpResponseRedirect(path)
    return redirect("portal:home")


@require_POST
@staff_required
def leave(request: HttpRequest) -> HttpResponse:
    request.session.pop(VISITED, None)
    return redirect("admin:index")
