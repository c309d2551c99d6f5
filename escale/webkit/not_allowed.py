"""What somebody reads who opens the address of a form: reloaded, typed, or come back to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

REFUSED = 405


def readable_refusals(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django's refusal of a method is an empty page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != REFUSED or request.method != "GET":
            return response
        page = render(request, "webkit/errors/405.html", status=REFUSED)
        for name, value in response.items():
            page.headers.setdefault(name, value)
        return page

    return answer
