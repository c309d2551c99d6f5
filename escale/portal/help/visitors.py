"""« Nous contacter » for who does not sign in: a message, the same answer whoever writes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from escale.accounts.attempts import attempt
from escale.inquiries.actions.send_visitor_inquiry import send_visitor_inquiry
from escale.inquiries.errors import TooManyFromVisitors
from escale.inquiries.models import Subject
from escale.kernel.emails import ascii_address
from escale.portal.help.forms import VisitorInquiryForm
from escale.rate_limits.limits import Attempt
from escale.webkit.private import private_page


@private_page
def visitor_contact(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, VisitorInquiryForm(initial={"subject": Subject.ACCOUNT}))
    form = VisitorInquiryForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        _send(request, form)
    except TooManyFromVisitors as refused:
        form.add_error(None, str(refused))
        return _page(request, form, status=429)
    return render(request, "portal/help/contact_sent.html", {"address": form.inquiry.reply_to})


def _send(request: HttpRequest, form: VisitorInquiryForm) -> None:
    if form.is_by_a_program:
        return
    address = ascii_address(form.inquiry.reply_to)
    if attempt(request, Attempt.VISITOR_INQUIRY, about=address) is None:
        raise TooManyFromVisitors
    send_visitor_inquiry(new=form.inquiry)


def _page(request: HttpRequest, form: VisitorInquiryForm, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/help/contact_visitor.html", {"form": form}, status=status)
