from dataclasses import replace
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.brake import Brake
from escale.dotations.contact import Contact, ContactRefused
from escale.dotations.errors import (
    AccountAlreadyCreated,
    Braked,
    ContactChangedMeanwhile,
    DotationRefused,
)
from escale.dotations.outcome import Correction
from escale.dotations.queries import DotationRow, dotation_row, dotations_visible_to
from escale.dotations.sharing import others_at
from escale.dotations.undoing import last_change
from escale.kernel.emails import same_address
from escale.kernel.hints import is_beyond_doubt, suggest_address
from escale.portal.dotations.forms import ContactForm
from escale.portal.dotations.rows import Conflict, Line, domains_of, lines_of
from escale.portal.dotations.sentences import success_sentence, undone_sentence
from escale.webkit.access import MemberRequest, editor_required


@require_POST
@editor_required
def correct(request: MemberRequest, dotation_id: int) -> HttpResponse:
    """The blue square: validate what was typed, or resend (R17, R18)."""
    row = visible_row(request, dotation_id)
    form = ContactForm(request.POST)
    if form.is_valid():
        line = _corrected(request, row, form)
    else:
        line = Line(row, refusal=_("Ce formulaire est incomplet. Rechargez la page."))
    line = replace(
        line,
        with_order=form.data.get("with_order") == "on",
        domains=domains_of(request.member),
    )
    if request.htmx:
        return render(request, "portal/dotations/_row_corrected.html", {"line": line})
    if line.done:
        messages.success(request, _told(line))
        return HttpResponseRedirect(way_back(request, row))
    is_refused = not line.is_doubted
    context = {"line": line, "refusal": is_refused, "back": way_back(request, row)}
    return render(request, "portal/dotations/refused.html", context, status=422)


def _corrected(request: MemberRequest, row: DotationRow, form: ContactForm) -> Line:
    # A field that the page does not offer keeps its value; a forged one is refused by the action.
    email = form.cleaned_data["email"] if "email" in form.data else row.email
    phone = form.cleaned_data["phone"] if "phone" in form.data else row.phone
    try:
        contact = Contact.parsed(email=email, phone=phone)
        if not form.cleaned_data["as_typed"] and _is_doubted(request, row, contact):
            return Line(row, typed_email=contact.email, typed_phone=phone, is_doubted=True)
        correction = correct_contact(
            actor=request.member.actor,
            dotation_id=row.id,
            contact=contact,
            revision=form.cleaned_data["revision"],
            brake=Brake.OFF if form.cleaned_data["all_the_same"] else Brake.WHOLE,
        )
    except ContactRefused as refusal:
        line = Line(row, email_error=refusal.email, phone_error=refusal.phone)
        return replace(line, typed_email=email, typed_phone=phone)
    except DotationRefused as refusal:
        line = _refused(visible_row(request, row.id), refusal)
        return replace(line, typed_email=email, typed_phone=phone) if line.conflict else line
    line = corrected_line(request, row.id, correction)
    is_new = not same_address(line.row.email, row.email)
    return replace(line, shared_with=others_at(request.member, line.row) if is_new else 0)


def _refused(row: DotationRow, refusal: DotationRefused) -> Line:
    """The row as it is now, and why nothing was done to it."""
    line = Line(row, refusal=str(refusal))
    match refusal:
        case ContactChangedMeanwhile():
            return replace(line, conflict=_conflict(row))
        case Braked():
            return replace(line, may_insist=True)
        case AccountAlreadyCreated():
            return replace(line, offers_material=True)
    return line


def _is_doubted(request: MemberRequest, row: DotationRow, contact: Contact) -> bool:
    """A likely slip is asked about before anything leaves; one that is stored already is not."""
    if same_address(contact.email, row.email) or is_beyond_doubt(contact.email):
        return False
    return suggest_address(contact.email, domains_of(request.member)()) is not None


def _conflict(row: DotationRow) -> Conflict:
    """Theirs is on the row as it is now: who wrote it, and when."""
    entry = last_change(row)
    who, at = (entry.actor, entry.at) if entry else ("", None)
    return Conflict(row.email, row.phone, who, at)


def corrected_line(
    request: MemberRequest, dotation_id: int, correction: Correction, *, is_undone: bool = False
) -> Line:
    """The row as it is now, what was done to it, and what « Annuler » would do."""
    fresh = visible_row(request, dotation_id)
    line = lines_of(request.member, [fresh])[0]
    said = undone_sentence if is_undone else success_sentence
    return replace(line, done=said(correction.outcome, fresh))


def _told(line: Line) -> str:
    if line.former is None:
        return line.announcement
    undo = reverse("portal:correction_undo", args=[line.row.id])
    return format_html('{} <a href="{}">{}</a>', line.announcement, undo, _("Annuler"))


def visible_row(request: MemberRequest, dotation_id: int) -> DotationRow:
    row = dotation_row(dotations_visible_to(request.member), dotation_id)
    if row is None:
        raise Http404
    return row


def way_back(request: MemberRequest, row: DotationRow) -> str:
    """The page the row was on, when the browser says so and it is ours.

    Not the one that said what was wrong: it answers a form alone.
    """
    back = request.POST.get("back") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    if is_ours and urlsplit(back).path != reverse("portal:correct", args=[row.id]):
        return back
    return reverse("portal:order_dotations", args=[row.order_number])
