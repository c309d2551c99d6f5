"""The letter that no text has: PostgreSQL refuses it, wherever an address brings it from."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\0"


def without_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refused before any page; in a form, its fields refuse it, and say so."""

    def answer(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or "%00" in request.META["QUERY_STRING"]:
            raise BadRequest
        return get_response(request)

    return answer
