"""A body that no page of ours takes is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


def limited_size(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > settings.REQUEST_BYTES:
            return render(request, "webkit/errors/413.html", status=413)
        return get_response(request)

    return answer
