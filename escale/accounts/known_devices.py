"""A browser in which somebody has signed in: a stranger's wrong guesses do not lock it out (S1).

Its signed cookie names the person, and itself, so that each device has its own number of tries. It
ends with the password that was given in it, and after its days, whatever the browser says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from escale.kernel import clock
from escale.kernel.tokens import BadToken, sign, unsign

PURPOSE = "known-device"
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose device: the name that they sign in with, their present password, hashed.

    A member and a beneficiary may share a browser: `kind` tells their cookies apart.
    """

    kind: str
    name: str
    password: str

    @property
    def print(self) -> str:
        """Says nothing of the password, and changes with it."""
        return salted_hmac(PURPOSE, f"{self.kind} {self.password}").hexdigest()[:24]


def remember_device(answer: HttpResponse, owner: Owner) -> HttpResponse:
    until = int((clock.database_now() + KEPT).timestamp())
    answer.set_cookie(
        _cookie(owner.kind),
        sign(PURPOSE, f"{token_hex(8)} {until} {owner.print} {owner.name}"),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def known_device(
    request: HttpRequest, kind: str, name: str, owner: Callable[[], Owner | None]
) -> str:
    """Which of the person's devices this is; empty for a browser that they never used.

    The person is looked up for a cookie of theirs alone: nobody else learns that they exist.
    """
    try:
        text = unsign(PURPOSE, request.COOKIES.get(_cookie(kind), ""))
        device, until, present, whose = text.split(" ", 3)
    except (BadToken, ValueError):
        return ""
    if whose != name or clock.database_now().timestamp() > int(until):
        return ""
    found = owner()
    return device if found and constant_time_compare(found.print, present) else ""


def _cookie(kind: str) -> str:
    name = f"known-device-{kind}"
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name
