"""A browser in which somebody has signed in: a stranger's wrong guesses do not lock it out (S1).

Its cookie names the person, and itself, so that each device has its own number of tries.
"""

from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from escale.kernel.tokens import BadToken, sign, unsign

PURPOSE = "known-device"
DAYS = 180


def remember_device(answer: HttpResponse, identifier: str) -> HttpResponse:
    answer.set_cookie(
        _cookie(),
        sign(PURPOSE, f"{token_hex(8)} {identifier}"),
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def known_device(request: HttpRequest, identifier: str) -> str:
    """Which of the person's devices this is; empty for a browser that they never used."""
    try:
        device, whose = unsign(PURPOSE, request.COOKIES.get(_cookie(), "")).split(" ", 1)
    except (BadToken, ValueError):
        return ""
    return device if whose == identifier else ""


def _cookie() -> str:
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "known-device"
