"""« /healthz »: whether this process serves, whatever the cookie, the host and the database."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PATH = "/healthz"
Answer = Callable[[HttpRequest], HttpResponse]


def answered_health(get_response: Answer) -> Answer:
    """Before whatever opens a session: a database that hangs must not have this process ended."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info == PATH:
            return HttpResponse("ok", content_type="text/plain")
        return get_response(request)

    return answer
