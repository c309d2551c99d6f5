"""« Relances » (B8): whether reminders leave by themselves, which ones, what they would do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.kernel.errors import DomainError
from escale.portal.reminders.forms import ConfirmationForm, PlanForm
from escale.portal.reminders.screen import PlanShown, PreviewShown
from escale.reminders.actions.switch_off import switch_off
from escale.reminders.actions.switch_on import switch_on
from escale.reminders.models import ReminderPlan
from escale.reminders.queries import HORIZONS, history, plan_of, preview
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 25
RECIPIENTS_SHOWN = 12


@require_safe
@member_required
def reminders(request: MemberRequest) -> HttpResponse:
    """The plan, what leaves next, what has left; of a plan that is off, what would leave."""
    plan = plan_of(request.member.client)
    number = page_number(request)
    days, total = history(request.member, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    context = {
        "plan": plan,
        "shown": PlanShown(plan),
        "sheet": PreviewShown(preview(plan, most=RECIPIENTS_SHOWN)),
        "horizons": HORIZONS,
        "page": Page(days, total=total, number=number, size=PAGE_SIZE),
    }
    return render(request, "portal/reminders/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def settings(request: MemberRequest) -> HttpResponse:
    """Chosen, seen with their effect, then confirmed: nothing leaves by surprise."""
    if request.method == "POST":
        return _switch_on(request)
    typed = "from_hour" in request.GET
    terms = plan_of(request.member.client).terms
    return _choose(request, PlanForm(request.GET) if typed else PlanForm.of(terms))


@require_POST
@editor_required
def stop(request: MemberRequest) -> HttpResponse:
    held_back = switch_off(member=request.member)
    told = _("Les relances sont arrêtées : plus rien ne part.")
    if held_back:
        told += " " + ngettext(
            "%(n)d e-mail qui attendait est retenu.",
            "%(n)d e-mails qui attendaient sont retenus.",
            held_back,
        ) % {"n": held_back}
    messages.success(request, told)
    return redirect("portal:reminders")


def _choose(request: MemberRequest, form: PlanForm, *, status: int = 200) -> HttpResponse:
    client = request.member.client
    context = {
        "form": form,
        "refusal": form.problems,
        "plan": plan_of(client),
        "horizons": HORIZONS,
    }
    if not form.problems:
        wanted = ReminderPlan.of(client, form.terms)
        context["sheet"] = PreviewShown(preview(wanted, most=RECIPIENTS_SHOWN))
    part = "#sheet" if request.htmx else ""
    return render(request, f"portal/reminders/settings.html{part}", context, status=status)


def _switch_on(request: MemberRequest) -> HttpResponse:
    form, confirmation = PlanForm(request.POST), ConfirmationForm(request.POST)
    if form.problems or not confirmation.is_valid():
        return _choose(request, form, status=422)
    try:
        switch_on(
            member=request.member,
            terms=form.terms,
            expected=confirmation.cleaned_data["expected"],
        )
    except DomainError as refused:
        messages.error(request, str(refused))
        return _choose(request, form, status=422)
    messages.success(request, _("Les relances sont en marche, avec ces réglages."))
    return redirect("portal:reminders")
