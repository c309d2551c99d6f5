"""Each request: named, timed, counted by route, and told in one line without its address.

An address may hold a token or what somebody searched: a route is its name in the urls.
"""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from escale.kernel.request_id import named_request

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
# Around the goals: 0.3 s for a page, 0.5 s for a search.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# What nobody but a stranger asks for; a label each would never end.
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
SECONDS = Histogram(
    "escale_request_seconds",
    "Time to answer, by name of route.",
    ("route", "method", "status"),
    buckets=BUCKETS,
)

Answer = Callable[[HttpRequest], HttpResponse]


def observed_requests(get_response: Answer) -> Answer:
    """Outermost: what is refused before it reaches a page counts too."""

    def answer(request: HttpRequest) -> HttpResponse:
        began_at = perf_counter()
        with named_request(request.headers.get(HEADER, "")) as name:
            response = get_response(request)
            _tell(request, response.status_code, perf_counter() - began_at)
        response.headers[HEADER] = name
        return response

    return answer


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route = request.resolver_match.view_name if request.resolver_match else "none"
    method = request.method if request.method in METHODS else "other"
    SECONDS.labels(route, method, status).observe(seconds)
    told = {
        "route": route,
        "method": method,
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info("%s %s %d", method, route, status, extra=told)
