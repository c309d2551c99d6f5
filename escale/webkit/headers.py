"""What every answer carries besides Django's own headers, errors and downloads included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICIES = {
    # Nobody else embeds or reads what we answer.
    "Cross-Origin-Resource-Policy": "same-origin",
    # The portal asks the browser for nothing.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Unless a view says otherwise: pages name people, and shared machines keep caches.
CACHE = "no-store"


def policy_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost: whatever answers, an error or a static file, carries them."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in POLICIES.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", CACHE)
        return response

    return answer
