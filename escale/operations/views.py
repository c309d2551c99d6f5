from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from escale.operations.metrics import metrics_text
from escale.operations.readiness import readiness


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """For who spreads the load: 503 while people should be sent elsewhere."""
    told = readiness()
    return JsonResponse(told, status=200 if told["ready"] else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Nobody's without the token, and not there at all where none is set."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, wanted):
        raise Http404
    return HttpResponse(metrics_text(), content_type=CONTENT_TYPE_LATEST)
