"""A session ends when nobody is there any more, and at the end of the day (S3)."""

import time
from collections.abc import Callable
from math import ceil

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from escale.accounts.actions.note_presence import note_presence
from escale.accounts.models import User
from escale.accounts.queries import session_limits
from escale.webkit.access import to_sign_in

Answer = Callable[[HttpRequest], HttpResponseBase]
BEGAN, SEEN = "began_at", "seen_at"
# Between two notes of the same person's presence.
NOTED_EVERY = 60
# Pages say so these seconds before the end (static/webkit/session_end.js).
WARNED = 120


def limited_sessions(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return get_response(request)
        now = time.time()
        if _is_over(request, now):
            logout(request)
            messages.info(request, _("Votre session a pris fin : reconnectez-vous pour continuer."))
            return to_sign_in(request)
        # The first request of a session counts, whatever it is: nothing lasts without a beginning.
        is_new = BEGAN not in request.session
        if is_new or (_is_presence(request) and now - request.session[SEEN] > NOTED_EVERY):
            request.session.setdefault(BEGAN, now)
            request.session[SEEN] = now
            note_presence(session_key=request.session.session_key or "")
        return get_response(request)

    return answer


def seconds_left(request: HttpRequest) -> int:
    """Until the session of who asks ends, if nobody is there meanwhile.

    A part of one counts as one: a page that reads 0 opens itself again, which would be a presence.
    """
    return ceil(_left(request, time.time()))


def may_stay(request: HttpRequest) -> bool:
    """Whether being there makes the session last: it has an end that nothing moves, too."""
    assert isinstance(request.user, User)  # noqa: S101  # whoever calls saw to it
    _idle, whole = session_limits(request.user)
    now = time.time()
    return bool(request.session.get(BEGAN, now) + whole.total_seconds() - now > WARNED)


def _is_over(request: HttpRequest, now: float) -> bool:
    return isinstance(request.user, User) and _left(request, now) < 0


def _left(request: HttpRequest, now: float) -> float:
    assert isinstance(request.user, User)  # noqa: S101  # whoever calls saw to it
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    idle, whole = session_limits(request.user)
    return float(min(seen + idle.total_seconds(), began + whole.total_seconds()) - now)


def _is_presence(request: HttpRequest) -> bool:
    """A page opened or a form sent. What a page asks by itself to stay up to date is nobody."""
    return request.method == "POST" or "HX-Request" not in request.headers
