"""« Application »: a telephone beside its messages, so that one person plays every part."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django_htmx.middleware import HtmxDetails

from escale.demo.models import CaughtMail
from escale.demo.reading import Link, open_mail

SHOWN = 8
# What a beneficiary opens on their telephone.
FOR_THE_PHONE = ("/activer/", "/mot-de-passe/", "/application/")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message, and for a mail the link of its button."""

    mail: CaughtMail
    link: Link | None


@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    newest = list(CaughtMail.newest_first().filter(refusal="")[:SHOWN])
    seen = str(newest[0].pk if newest else 0)
    context = {
        "messages_arrived": [Arrived(mail, _link_of(mail)) for mail in newest],
        "seen": seen,
        "start": reverse("beneficiary:application"),
    }
    if cast(HtmxDetails, request.htmx):  # type: ignore[attr-defined]
        if request.GET.get("seen") == seen:
            return HttpResponse(status=204)
        return render(request, "demo/phone.html#arrived", context)
    return render(request, "demo/phone.html", context)


def _link_of(mail: CaughtMail) -> Link | None:
    if mail.is_text:
        return None
    links = open_mail(bytes(mail.content)).links
    return next((link for link in links if any(path in link.url for path in FOR_THE_PHONE)), None)
