"""What every answer carries, errors and static files included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


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
        return response

    return answer
