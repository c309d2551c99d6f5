"""What every answer carries, errors and pictures included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# How a document behaves and who frames it. A page of our own loads some sixty stylesheets and
# scripts, which are no documents: there, these were a quarter of its bytes.
OF_DOCUMENTS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
)


def is_part_of_page(request: HttpRequest, response: HttpResponse) -> bool:
    """A stylesheet or a script of ours. Never a picture: a browser shows SVG as a document; nor a
    service worker, which obeys the policy it comes with and is served by a view."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    is_kept = request.path.startswith(settings.STATIC_URL)
    return is_kept and kind in ("text/css", "text/javascript")


def policy_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost. Views and Django say more where they wish; a host that is not ours never gets to
    them, and its refusal carries these all the same."""
    policies = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        # Nobody else embeds or reads what we answer.
        "Cross-Origin-Resource-Policy": "same-origin",
        # The portal asks the browser for nothing.
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        # Pages name people, and shared machines keep caches.
        "Cache-Control": "no-store",
    }

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in policies.items():
            response.headers.setdefault(name, value)
        if is_part_of_page(request, response):
            for name in OF_DOCUMENTS:
                response.headers.pop(name, None)
        return response

    return answer
