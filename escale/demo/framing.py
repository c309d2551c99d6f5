"""The pages of a beneficiary may stand in the demonstration's telephone; no other site's."""

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponseBase

FRAMED = ("/activer/", "/mot-de-passe/", "/ou-en-suis-je/", "/application/")


def framed_application(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(FRAMED):
            response["X-Frame-Options"] = "SAMEORIGIN"
            # As csp.decorators.csp_replace does.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response

    return answer
