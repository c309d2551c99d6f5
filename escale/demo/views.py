"""« Boîte aux lettres »: what the demonstration would have sent, open to whoever runs it."""

from typing import cast

from django.contrib import messages
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST
from django_htmx.middleware import HtmxDetails

from escale.demo.actions.empty_mailbox import empty_mailbox
from escale.demo.models import CaughtMail, Kind
from escale.demo.reading import open_mail, with_links_in_a_new_tab
from escale.webkit.downloads import pdf_response
from escale.webkit.pagination import Page, page_number

PAGE_SIZE = 50
# A mail's own style sits in its tags; nothing else of it may act, and it belongs to no origin.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
    " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


class Part(TextChoices):
    HTML = "html", _("HTML")
    TEXT = "texte", _("Texte")
    HEADERS = "en-tetes", _("En-têtes")
    LINKS = "liens", _("Liens")


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    term = request.GET.get("q", "")[:100].strip()
    number = page_number(request)
    mails = CaughtMail.newest_first(term)
    start = (number - 1) * PAGE_SIZE
    page = Page(
        list(mails[start : start + PAGE_SIZE]), total=mails.count(), number=number, size=PAGE_SIZE
    )
    # Nothing came or went since the list was shown: it stays untouched, with its focus.
    seen = f"{page.total}-{page.rows[0].pk if page.rows else 0}"
    context = {"page": page, "q": term, "seen": seen}
    htmx = cast(HtmxDetails, request.htmx)  # type: ignore[attr-defined]
    if htmx and not htmx.history_restore_request:
        if request.GET.get("seen") == seen:
            return HttpResponse(status=204)
        return render(request, "demo/mailbox.html#list", context)
    return render(request, "demo/mailbox.html", context)


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    caught = get_object_or_404(CaughtMail, pk=pk)
    if caught.is_text:
        return render(request, "demo/text.html", {"mail": caught})
    opened = open_mail(bytes(caught.content))
    asked = request.GET.get("vue", Part.HTML)
    part = Part(asked) if asked in Part.values else Part.HTML
    context = {"mail": caught, "opened": opened, "part": part, "parts": Part}
    return render(request, "demo/mail.html", context)


@require_GET
@xframe_options_sameorigin
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a mail, alone, for the frame that shows it."""
    caught = get_object_or_404(CaughtMail, pk=pk, kind=Kind.MAIL)
    html = with_links_in_a_new_tab(open_mail(bytes(caught.content)).html)
    return HttpResponse(html, headers={"Content-Security-Policy": MAIL_POLICY})


@require_GET
def mail_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A file attached to a mail, the first one being 1."""
    caught = get_object_or_404(CaughtMail, pk=pk, kind=Kind.MAIL)
    files = open_mail(bytes(caught.content)).files
    if not 1 <= number <= len(files):
        raise Http404
    return pdf_response(files[number - 1].content, files[number - 1].name)


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    number = empty_mailbox()
    messages.success(
        request,
        ngettext("%(number)s message supprimé", "%(number)s messages supprimés", number)
        % {"number": number},
    )
    return redirect("demo:mailbox")
