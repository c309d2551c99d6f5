"""« Messages des clients »: those without an answer first, and answering them (R52)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from escale.backoffice.access import operator, staff_required
from escale.backoffice.forms import AnswerForm
from escale.inquiries.actions.answer_inquiry import answer_inquiry
from escale.inquiries.queries import inquiries_to_answer
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 50


@require_safe
@staff_required
def inquiries(request: HttpRequest) -> HttpResponse:
    found = inquiries_to_answer()
    number = page_number(request)
    rows = list(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    page = Page(rows, total=found.count(), number=number, size=PAGE_SIZE)
    return render(request, "backoffice/inquiries.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    inquiry = get_object_or_404(inquiries_to_answer(), pk=inquiry_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        answer_inquiry(actor=operator(request), inquiry_id=inquiry.pk, **form.cleaned_data)
        said = _("La réponse part à %(address)s.")
        messages.success(request, said % {"address": inquiry.reply_to})
        return redirect("backoffice:inquiries")
    return render(request, "backoffice/inquiry.html", {"inquiry": inquiry, "form": form})
