"""Pages travel compressed; files are so already, or by WhiteNoise once and for all."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


def compressed_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A page of fifty rows is eight times smaller.

    BREACH, which guesses what a page holds by its length, has to make the browser ask thousands of
    times with the person's cookie: ours is SameSite, which leaves page changes that the person
    sees. Django masks the CSRF token anew in each answer, and adds a random length to all of them.
    """
    compress = GZipMiddleware(get_response).process_response

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return compress(request, response)
        return response

    return answer
