import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from escale.kernel.request_id import request_id
from escale.webkit.access import AccessRefused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "webkit/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    told = exception.told if isinstance(exception, AccessRefused) else ""
    return render(request, "webkit/errors/403.html", {"told": told}, status=403)


def form_expired(request: HttpRequest, reason: str) -> HttpResponse:
    """A form without its token: signed in again in another tab, or cookies refused."""
    return render(request, "webkit/errors/form_expired.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "webkit/errors/404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What the rate limits of signing in answer beyond their own message."""
    answer = render(request, "webkit/errors/429.html", status=429)
    answer["Retry-After"] = "900"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled: a database that does not answer is an outage."""
    told = {"reference": request_id()}
    if isinstance(sys.exc_info()[1], OperationalError):
        page = render_to_string("webkit/errors/503.html", told)
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("webkit/errors/500.html", told), status=500)
