"""What makes the application installable, and readable without a network."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from escale.activation.limits import SECRET_FAILURES
from escale.beneficiary.application.forms import DigitsForm
from escale.kernel.brand import colour, product_names
from escale.webkit.brand import mark_address

ICONS = (("any", 192), ("any", 512), ("maskable", 512))


@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    names = {"brand": settings.BRAND_NAME, "family": product_names("family")}
    answer = JsonResponse(
        {
            "id": reverse("beneficiary:application"),
            "name": _("%(brand)s, mes %(family)s") % names,
            "short_name": settings.BRAND_NAME,
            "lang": "fr",
            "start_url": reverse("beneficiary:application"),
            "scope": reverse("beneficiary:application"),
            "display": "standalone",
            "background_color": colour("paper"),
            "theme_color": colour("paper"),
            "icons": _icons(),
        }
    )
    answer["Content-Type"] = "application/manifest+json"
    return answer


def _icons() -> list[dict[str, str]]:
    """An issuer's logo is drawn at any size."""
    if settings.BRAND_LOGO:
        return [{"src": mark_address(), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    return [_icon(purpose, size) for purpose, size in ICONS]


def _icon(purpose: str, size: int) -> dict[str, str]:
    return {
        "src": static(f"beneficiary/icon-{purpose}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the application's own address, which is all that it may answer for."""
    context = {
        # What it keeps is kept until any file of the pages changes.
        "version": getattr(staticfiles_storage, "manifest_hash", ""),
        "most_wrong": SECRET_FAILURES,
    }
    return render(
        request,
        "beneficiary/application/service_worker.js",
        context,
        content_type="text/javascript",
    )


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Shown without a network; its form is for the service worker alone, which keeps the titles
    sealed with the secret code.
    """
    return render(request, "beneficiary/application/offline.html", {"form": DigitsForm()})
