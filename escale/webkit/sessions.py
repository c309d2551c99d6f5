"""Django's sessions, whose cookie goes with signing out alone.

A request on its way when the key of a session changes (after a sign-in, a code) finds nothing
behind the former key. Django answers it by deleting the cookie: the new one, since they share a
name, and everybody in that browser is signed out.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class KeptSessionMiddleware(SessionMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = getattr(request, "session", None)
        is_unknown = session is not None and session.is_empty() and not session.modified
        if is_unknown and settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)
