from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from escale.kernel.errors import DomainError
from escale.mass_sends.actions.plan_mass_send import WantedSend, plan_mass_send
from escale.mass_sends.actions.stop_mass_send import stop_mass_send
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import (
    figures,
    figures_of,
    mass_sends_visible_to,
    reasons_left_out,
    recipients,
    tally,
)
from escale.mass_sends.report import report_file_name, write_report
from escale.portal.mass_sends.forms import ChoiceForm, ConfirmationForm, new_request_id
from escale.portal.mass_sends.screen import SendLine, TallyShown, sentences
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.downloads import spooled_file, workbook_response
from escale.webkit.live import live_page, version_of
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 25
RECIPIENTS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def new(request: MemberRequest) -> HttpResponse:
    """« Envoi en masse » (R26): to whom, how many, who gets nothing and why; then it is planned."""
    if request.method == "POST":
        return _plan(request)
    return _choose(request, ChoiceForm(request.GET))


@require_safe
@member_required
def mass_sends(request: MemberRequest) -> HttpResponse:
    """What was sent to many, by whom, when, with which figures."""
    number = page_number(request)
    past = mass_sends_visible_to(request.member).order_by("-id")
    shown = list(past[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    found = figures_of(shown)
    lines = [SendLine(mass_send, found[mass_send.pk]) for mass_send in shown]
    page = Page(lines, total=past.count(), number=number, size=PAGE_SIZE)
    version = version_of(found, [line.status_label for line in lines])
    context = {"page": page}
    return live_page(request, "portal/mass_sends/sends.html", context, version=version)


@require_safe
@member_required
def show(request: MemberRequest, mass_send_id: int) -> HttpResponse:
    """How far it is; once it is over, what came of it."""
    mass_send = _mass_send_or_404(request, mass_send_id)
    line = SendLine(mass_send, figures(mass_send))
    context = {"line": line, "left_out": sentences(reasons_left_out(mass_send))}
    seconds = line.seconds_left if mass_send.is_planned else 0
    version = version_of(line.figures, mass_send.status, seconds)
    return live_page(request, "portal/mass_sends/send.html", context, version=version)


@require_POST
@editor_required
def stop(request: MemberRequest, mass_send_id: int) -> HttpResponse:
    mass_send = _mass_send_or_404(request, mass_send_id)
    try:
        stop_mass_send(actor=request.member.actor, mass_send_id=mass_send.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("portal:mass_send", mass_send_id)


@require_GET
@member_required
def report(request: MemberRequest, mass_send_id: int) -> HttpResponseBase:
    mass_send = _mass_send_or_404(request, mass_send_id)
    stream = spooled_file()
    write_report(stream, mass_send)
    return workbook_response(stream, report_file_name(mass_send))


def _choose(request: MemberRequest, form: ChoiceForm) -> HttpResponse:
    choice, recent = form.choice, form.includes_recent
    found = tally(request.member, choice, includes_recent=recent)
    names = recipients(request.member, choice, includes_recent=recent, most=RECIPIENTS_SHOWN)
    context = {
        "form": form,
        "choice": choice,
        "tally": found,
        "sheet": TallyShown(found),
        "names": names,
        "request_id": new_request_id(),
    }
    part = "#sheet" if request.htmx else ""
    return render(request, f"portal/mass_sends/new.html{part}", context)


def _plan(request: MemberRequest) -> HttpResponse:
    form, confirmation = ChoiceForm(request.POST), ConfirmationForm(request.POST)
    if not confirmation.is_valid():
        return _choose(request, form)
    wanted = WantedSend(
        form.choice,
        confirmation.cleaned_data["expected"],
        confirmation.cleaned_data["request_id"],
        form.includes_recent,
    )
    try:
        mass_send = plan_mass_send(member=request.member, wanted=wanted)
    except DomainError as refused:
        messages.error(request, str(refused))
        return _choose(request, form)
    return redirect("portal:mass_send", mass_send.pk)


def _mass_send_or_404(request: MemberRequest, mass_send_id: int) -> MassSend:
    return get_object_or_404(mass_sends_visible_to(request.member), pk=mass_send_id)
