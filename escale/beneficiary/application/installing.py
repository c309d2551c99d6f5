"""How to have the application on one's telephone (R46), from whatever one reads the page on."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from escale.documents.qr_codes import qr_drawing

# What browsers say of themselves. An iPad that passes for a computer is told what computers are.
SYSTEMS = (("android", "Android"), ("iphone", "iPhone"), ("iphone", "iPad"), ("iphone", "iPod"))


@require_safe
def install(request: HttpRequest) -> HttpResponse:
    """A telephone is shown its own system; a computer, how to come here with a telephone.

    The address that leads there is everybody's: photographed, it gives nothing away.
    """
    address = settings.SITE_URL + reverse("beneficiary:short")
    context = {
        "system": _system_of(request.headers.get("User-Agent", "")),
        "address": _as_typed(address),
        "drawing": SafeString(qr_drawing(address)),  # nosec B703  # drawn here
    }
    answer = render(request, "beneficiary/application/install.html", context)
    patch_vary_headers(answer, ["User-Agent"])
    return answer


@require_safe
def short(_request: HttpRequest) -> HttpResponse:
    """An address that is typed without a mistake."""
    return redirect("beneficiary:install")


def _system_of(user_agent: str) -> str:
    return next((system for system, word in SYSTEMS if word in user_agent), "")


def _as_typed(address: str) -> str:
    """« escale.example/app »: browsers know the rest."""
    parts = urlsplit(address)
    return parts.netloc + parts.path.rstrip("/")
