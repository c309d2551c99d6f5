"""A likely slip, told as soon as the cell is left; « Ne plus proposer »."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from escale.hints.actions.dismiss_hint import dismiss_hint
from escale.hints.wording import dismissed_sentence
from escale.kernel.emails import MAX_LENGTH, EmailRefused, parse_email, same_address
from escale.portal.dotations.correction import visible_row, way_back
from escale.portal.dotations.rows import Line, domains_of, lines_of
from escale.webkit.access import MemberRequest, editor_required


@require_safe
@editor_required
def look(request: MemberRequest, dotation_id: int) -> HttpResponse:
    """What is said of an address that is typed: nothing is stored nor sent."""
    row = visible_row(request, dotation_id)
    typed = request.GET.get("email", "")[:MAX_LENGTH]
    line = Line(row, typed_email=typed, domains=domains_of(request.member))
    try:
        address = parse_email(typed)
    except EmailRefused as refused:
        line = replace(line, email_error=str(refused))
    else:
        is_new = not same_address(address, row.email)
        line = replace(line, is_doubted=is_new and line.suggestion is not None)
    context = {"line": line, "said": line.announcement}
    return render(request, "portal/dotations/_hint_dismissed.html", context)


@require_POST
@editor_required
def dismiss(request: MemberRequest, dotation_id: int) -> HttpResponse:
    """For the whole organisation. What is being typed stays, nothing is corrected nor sent."""
    row = visible_row(request, dotation_id)
    address = request.POST.get("doubted", "")[:MAX_LENGTH]
    member = request.member
    hint = dismiss_hint(actor=member.actor, client=member.client, address=address)
    said = dismissed_sentence(hint)
    if not request.htmx:
        messages.success(request, said)
        return HttpResponseRedirect(way_back(request, row))
    (line,) = lines_of(member, [row])
    context = {"line": replace(line, typed_email=address), "said": said}
    answer = render(request, "portal/dotations/_hint_dismissed.html", context)
    # Other rows of the page may have the same hint.
    pair = f"{hint.typed} {hint.proposed}" if hint else ""
    return trigger_client_event(answer, "hint-dismissed", {"pair": pair}, after="swap")
